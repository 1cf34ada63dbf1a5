/**
 * Every kind of layer beyond the core's (`layers.ts`): a new one is a file and a row here, in the type and the table.
 */
import type { Prose } from "../spec/prose.ts";
import type { Words } from "../spec/words.ts";
import { type ActivationLayerSpec, activation } from "./activation.ts";
import { type AveragePool2dSpec, averagePool2d } from "./average-pool2d.ts";
import { type BatchNormSpec, batchNorm } from "./batch-norm.ts";
import { type Conv2dSpec, conv2d } from "./conv2d.ts";
import { defineNested } from "./define-nested.ts";
import { type GaussianNoiseSpec, gaussianNoise } from "./gaussian-noise.ts";
import {
  type GlobalAveragePoolSpec,
  type GlobalMaxPoolSpec,
  globalAveragePool,
  globalMaxPool,
} from "./global-pooling.ts";
import { type GroupNormSpec, groupNorm } from "./group-norm.ts";
import type { LayerBase, StandIn } from "./layer.ts";
import { type LayerNormSpec, layerNorm } from "./layer-norm.ts";
import { type MaxPool2dSpec, maxPool2d } from "./max-pool2d.ts";
import { type PreluSpec, prelu } from "./prelu.ts";
import { type RepeatSpec, repeat } from "./repeat.ts";
import { type ResidualSpec, residual } from "./residual.ts";
import { type RmsNormSpec, rmsNorm } from "./rms-norm.ts";
import { type SpatialDropoutSpec, spatialDropout } from "./spatial-dropout.ts";

/** One layer that is not the core's, every default filled in. */
export type MoreLayerSpec =
  | ResidualSpec
  | Conv2dSpec
  | MaxPool2dSpec
  | AveragePool2dSpec
  | GlobalAveragePoolSpec
  | GlobalMaxPoolSpec
  | ActivationLayerSpec
  | PreluSpec
  | SpatialDropoutSpec
  | GaussianNoiseSpec
  | BatchNormSpec
  | LayerNormSpec
  | GroupNormSpec
  | RmsNormSpec;

/** What may stand among layers, and is none once the model is defined. */
export type StandInSpec = RepeatSpec;

/** The kinds, what other programs call them, and their fields. */
export const moreLayers: {
  readonly kinds: { readonly [K in MoreLayerSpec["kind"]]: unknown };
  readonly standIns: { readonly [K in StandInSpec["kind"]]: StandIn<LayerBase> };
  /** how lists are defined that have some of them */
  readonly define: typeof defineNested;
  readonly kindWords: Words;
  readonly fieldWords: Words;
} = {
  kinds: {
    residual,
    conv2d,
    "max-pool2d": maxPool2d,
    "average-pool2d": averagePool2d,
    "global-average-pool": globalAveragePool,
    "global-max-pool": globalMaxPool,
    activation,
    prelu,
    "spatial-dropout": spatialDropout,
    "gaussian-noise": gaussianNoise,
    "batch-norm": batchNorm,
    "layer-norm": layerNorm,
    "group-norm": groupNorm,
    "rms-norm": rmsNorm,
  },
  standIns: { repeat: repeat as never },
  define: defineNested,
  kindWords: {
    conv2d: /conv/,
    residual: /resid|skip|shortcut|^add$|identityblock|bottleneck|basicblock/,
    repeat: /copies|loop|stack|sequential/,
    "global-average-pool": /(global|adaptive)a/,
    "global-max-pool": /(global|adaptive)m/,
    "max-pool2d": /maxpool/,
    "average-pool2d": /(avg|average)pool/,
    "spatial-dropout": /spatial|dropout[123]/,
    "gaussian-noise": /noise/,
    prelu: /parametric/,
    "batch-norm": /batchn|^bn/,
    "layer-norm": /layern|^ln/,
    "group-norm": /groupn|instancen|^gn/,
    "rms-norm": /rms/,
    reshape: /unflat|view/,
    "give it as a layer's activation": /activ|elu|soft|tanh|ish$|sigm/,
  },
  fieldWords: {
    filters: /^out|filt|chan|units|depthm/,
    kernel: /kernels|^size|ksize|window/,
    stride: /strid|step|subsam/,
    padding: /^pad|border/,
    dilation: /dilat|atrous/,
    groups: /group/,
    layers: /block|branch|body|inner|children/,
    projection: /downsample|shortcut/,
    times: /count|copies|repeat|^n$/,
    pool: /^pool|kernelsize/,
    sd: /^std|stdev|sigma/,
    slopes: /alpha|^init/,
    shared: /^share|numparam/,
    "leave it out, channels are the last dimension of the rows": /^axis|numfeat|numchan|normalizedshape/,
    epsilon: /^eps/,
    scale: /gamma|affine|weight/,
    shape: /unflat/,
    // what a switch of biases is depends on the kind: the first that it has
    bias: /^(use|has|with)bias/,
    center: /beta|bias/,
    "leave it out, biases begin at 0; rateFactor: { weights: 1, biases: 0 } holds them there": /^(use|has|with)?bias$/,
  },
};

export const moreLayerProse: Prose<MoreLayerSpec["kind"] | StandInSpec["kind"]> = {
  kinds: {
    conv2d: "Convolution of images, [height, width, channels] (Y. LeCun et al. 1989).",
    residual: "Layers with a shortcut around them: activation(layers(x) + x) (K. He et al. 2015).",
    repeat: "The same layers several times, one after the other.",
    "max-pool2d": "The largest number of every window of a picture, channel by channel.",
    "average-pool2d": "The mean of every window of a picture, channel by channel; cells beyond the edge do not count.",
    "global-average-pool": "The mean of each channel (M. Lin et al. 2013).",
    "global-max-pool": "The largest number of each channel.",
    activation: "An activation by itself, on rows of any shape.",
    prelu: "ReLU with a slope below 0 that is learnt (K. He et al. 2015).",
    "spatial-dropout": "Dropout of whole channels (J. Tompson et al. 2015).",
    "gaussian-noise": "Adds normal numbers while training.",
    "batch-norm":
      "Each channel less its mean, over its standard deviation: of the batch while training, else moving averages " +
      "(S. Ioffe & C. Szegedy 2015).",
    "layer-norm": "The channels of each pixel less their mean, over their standard deviation (J. L. Ba et al. 2016).",
    "group-norm": "As layer-norm, of groups of channels over all pixels of a row (Y. Wu & K. He 2018).",
    "rms-norm": "The channels of each pixel over the root of their mean square (B. Zhang & R. Sennrich 2019).",
  },
  fields: {
    layers: "First to last.",
    projection: "How the shortcut's weights begin, which it has where the layers change the shape of rows.",
    times: "How often they stand there, each with weights of its own.",
    filters: "Channels that come out.",
    kernel: "Rows and columns of a window.",
    pool: "Height and width of a window.",
    stride: "Rows and columns from one window to the next; of pooling, null: as far as a window is large.",
    padding:
      'How far windows may reach beyond the edge: "valid", not at all; "same", so that input / stride of them fit, ' +
      "rounded up; or so many pixels on every side.",
    dilation: "Windows see every so many-th row and column.",
    bias: "Whether there are biases.",
    slopes: "How slopes begin.",
    shared: "One slope for all channels.",
    sd: "Standard deviation of what is added.",
    momentum: "The share of themselves that moving averages keep at every step; PyTorch's momentum is 1 less this.",
    epsilon: "Added to variances.",
    scale: "Whether channels are multiplied by a gamma that is learnt.",
    center: "Whether a beta that is learnt is added to channels.",
    groups:
      "How many groups of neighbouring channels; those of a convolution's inputs and filters do not see other groups, " +
      'and "depthwise" is each channel by itself.',
  },
};
