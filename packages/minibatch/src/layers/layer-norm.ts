import { sizeOf } from "../plan/tensor.ts";
import { type LayerBase, type LayerKind, type LayerPlan, type LayerSite, layerName, type Shape } from "./layer.ts";
import {
  epsilonField,
  examineScaled,
  findScaled,
  pixelsOf,
  type Scaled,
  scaledFields,
  scaledTensors,
} from "./normalization.ts";

/**
 * Layer normalization (Ba, Kiros & Hinton, 2016): the channels of each row, or of each pixel of it, less their mean,
 * over their standard deviation, the same in training and evaluation.
 */
export interface LayerNormSpec extends LayerBase, Scaled {
  readonly kind: "layer-norm";
  /** added to variances */
  readonly epsilon: number;
}

/** Defaults of Keras's LayerNormalization, its axis -1; PyTorch's LayerNorm of the last dimension has epsilon 1e-5. */
export const layerNorm: LayerKind<LayerNormSpec> = {
  fields: { name: layerName, epsilon: epsilonField(1e-3), ...scaledFields },
  outputShape: (_, input) => input,
  tensors: scaledTensors,
  plan: (spec, site) => planPixels(spec, site, true),
  work: () => 0,
  room: (_, input) => roomOfPixels(input),
  isTrained: true,
  kernels: "full",
  outputActivation: () => null,
};

/** Each pixel over its channels; `centers`: less their mean. */
export function planPixels(spec: Scaled & { readonly epsilon: number }, site: LayerSite, centers: boolean): LayerPlan {
  const { epsilon } = spec;
  const { input, x: training, dx } = site;
  const y = site.activation("y", input);
  const [mean, inverse] = ["mean", "inverse"].map((what) => site.activation(what, [pixelsOf(input)], "double"));
  const { gamma, beta, dgamma, dbeta } = findScaled(spec, site);
  const isTrained = dgamma !== null || dbeta !== null;
  const dy = dx !== null || isTrained ? site.activation("dy", input) : null;
  return {
    dy,
    forward: (x) => ({
      operations: [{ kind: "layer-norm", x, centers, epsilon, mean, inverse, gamma, beta, y }],
      y,
    }),
    backward:
      dy === null || dx === null
        ? []
        : [{ kind: "layer-norm-backward", x: training, centers, dy, mean, inverse, gamma, dx }],
    gradients: (x) =>
      dy === null || !isTrained ? [] : [{ kind: "layer-norm-gradient", x, dy, mean, inverse, dgamma, dbeta }],
    examined: examineScaled(spec, y),
    normalized: { inverse, epsilon },
  };
}

/** A double counts as two numbers. */
export function roomOfPixels(input: Shape): number {
  return 2 * sizeOf({ shape: input }) + 4 * pixelsOf(input);
}
