import { channelsOf, sizeOf } from "../plan/tensor.ts";
import { number } from "../spec/fields.ts";
import { checkSingleRows } from "./batch-rows.ts";
import { type LayerBase, type LayerKind, type LayerPlan, type LayerSite, layerName } from "./layer.ts";
import {
  channelTensor,
  epsilonField,
  examineScaled,
  findScaled,
  pixelsOf,
  type Scaled,
  scaledFields,
  scaledTensors,
} from "./normalization.ts";

/**
 * Batch normalization (Ioffe & Szegedy, 2015): each channel less its mean, over its standard deviation, taken over all
 * rows and pixels of a batch while training, from moving averages in evaluation.
 */
export interface BatchNormSpec extends LayerBase, Scaled {
  readonly kind: "batch-norm";
  /** the share of themselves that the moving mean and variance keep at every step; PyTorch's momentum is 1 - this */
  readonly momentum: number;
  /** added to variances */
  readonly epsilon: number;
}

/**
 * Defaults of Keras's BatchNormalization. The variance is the biased one, also where it enters the moving variance, as
 * in Keras; PyTorch's moving variance takes the unbiased one, N / (N - 1) times as large.
 */
export const batchNorm: LayerKind<BatchNormSpec> = {
  fields: {
    name: layerName,
    momentum: number({ atLeast: 0, below: 1 }, 0.99),
    epsilon: epsilonField(1e-3),
    ...scaledFields,
  },
  outputShape: (_, input) => input,

  tensors: (spec, input) => [
    ...scaledTensors(spec, input),
    channelTensor("moving-mean", input, false, "zeros"),
    channelTensor("moving-variance", input, false, "ones"),
  ],

  plan(spec, site) {
    if (site.isFrozen) return planFrozen(spec, site);
    const { momentum, epsilon } = spec;
    const { input, x: training, dx } = site;
    const C = channelsOf({ shape: input });
    const y = site.activation("y", input);
    const [mean, variance, inverse] = ["mean", "variance", "inverse"].map((what) => site.shared(what, [C]));
    const [movingMean, movingVariance] = [site.tensor("moving-mean"), site.tensor("moving-variance")];
    const { gamma, beta, dgamma, dbeta } = findScaled(spec, site);
    const isTrained = dgamma !== null || dbeta !== null;
    const needsSums = dx !== null || isTrained;
    const dy = needsSums ? site.activation("dy", input) : null;
    const sums = site.shared("sums", [2, C]);
    return {
      dy,
      forward: (x, isTraining) => ({
        operations: isTraining
          ? [
              { kind: "batch-moments", x, mean, variance, inverse, epsilon },
              { kind: "batch-norm", x, mean, inverse, gamma, beta, y },
            ]
          : [{ kind: "moved-norm", x, mean: movingMean, variance: movingVariance, epsilon, gamma, beta, y }],
        y,
      }),
      backward: [
        ...(dy === null ? [] : [{ kind: "batch-norm-sums", x: training, dy, mean, sums } as const]),
        ...(dy === null || dx === null
          ? []
          : [{ kind: "batch-norm-backward", x: training, dy, mean, inverse, gamma, sums, dx } as const]),
      ],
      gradients: () => [
        ...(isTrained ? [{ kind: "batch-norm-gradient", inverse, sums, dgamma, dbeta } as const] : []),
        { kind: "move-statistics", mean, variance, momentum, movingMean, movingVariance },
      ],
      examined: examineScaled(spec, y),
      normalized: {
        ...{ inverse, epsilon },
        moving: [
          { from: mean, to: movingMean },
          { from: variance, to: movingVariance },
        ],
      },
    };
  },

  work: () => 0,
  room: (_, input) => 2 * sizeOf({ shape: input }),
  checkBatches(spec, input, batches) {
    if (pixelsOf(input) === 1) checkSingleRows(spec, batches);
  },
  isTrained: true,
  kernels: "full",
  outputActivation: () => null,
};

/** Frozen, it goes by its moving statistics in training too, as in Keras; dx = dy gamma / sqrt(variance + epsilon) */
function planFrozen(spec: BatchNormSpec, site: LayerSite): LayerPlan {
  const { epsilon } = spec;
  const { input, dx } = site;
  const [y, dy] = [site.activation("y", input), dx === null ? null : site.activation("dy", input)];
  const [mean, variance] = [site.tensor("moving-mean"), site.tensor("moving-variance")];
  const { gamma, beta } = findScaled(spec, site);
  const back = { variance, epsilon, gamma, mean: site.zeros("no mean", variance.shape), beta: null };
  return {
    dy,
    forward: (x) => ({ operations: [{ kind: "moved-norm", x, mean, variance, epsilon, gamma, beta, y }], y }),
    backward: dy === null || dx === null ? [] : [{ kind: "moved-norm", x: dy, ...back, y: dx }],
    gradients: () => [],
    examined: examineScaled(spec, y),
  };
}
