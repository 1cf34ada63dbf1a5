import { nearestDivisors } from "../math/nearest-divisors.ts";
import { channelsOf, sizeOf } from "../plan/tensor.ts";
import { number } from "../spec/fields.ts";
import { type LayerBase, type LayerKind, layerName, rowsError } from "./layer.ts";
import { epsilonField, examineScaled, findScaled, type Scaled, scaledFields, scaledTensors } from "./normalization.ts";

/**
 * Group normalization (Wu & He, 2018): in each row, every group of neighbouring channels, over all pixels, less its
 * mean, over its standard deviation; the same in training and evaluation, and at any batch size.
 */
export interface GroupNormSpec extends LayerBase, Scaled {
  readonly kind: "group-norm";
  /** of as many channels each; 1: layer normalization over all of a row, as many as channels: instance normalization */
  readonly groups: number;
  /** added to variances */
  readonly epsilon: number;
}

/** Defaults of Keras's GroupNormalization; PyTorch's GroupNorm has epsilon 1e-5 and no default for the groups. */
export const groupNorm: LayerKind<GroupNormSpec> = {
  fields: {
    name: layerName,
    groups: number({ atLeast: 1, whole: true }, 32),
    epsilon: epsilonField(1e-3),
    ...scaledFields,
  },

  outputShape({ groups }, input, path) {
    const C = channelsOf({ shape: input });
    if (C % groups === 0) return input;
    const fix = `whose ${C} channels do not make that many groups; use ${nearestDivisors(C, groups).join(" or ")}`;
    throw rowsError(`${path}.groups`, String(groups), input, fix);
  },

  tensors: scaledTensors,

  plan(spec, site) {
    const { groups, epsilon } = spec;
    const { input, x: training, dx } = site;
    const C = channelsOf({ shape: input });
    const y = site.activation("y", input);
    const [mean, inverse] = ["mean", "inverse"].map((what) => site.activation(what, [groups], "double"));
    const { gamma, beta, dgamma, dbeta } = findScaled(spec, site);
    const isTrained = dgamma !== null || dbeta !== null;
    const dy = dx !== null || isTrained ? site.activation("dy", input) : null;
    const sums = site.activation("sums", [2, C], "double");
    return {
      dy,
      forward: (x) => ({
        operations: [{ kind: "group-norm", x, groups, epsilon, mean, inverse, gamma, beta, y }],
        y,
      }),
      backward:
        dy === null ? [] : [{ kind: "group-norm-backward", x: training, groups, dy, mean, inverse, gamma, sums, dx }],
      gradients: () => (isTrained ? [{ kind: "group-norm-gradient", groups, inverse, sums, dgamma, dbeta }] : []),
      examined: examineScaled(spec, y),
      normalized: { inverse, epsilon },
    };
  },

  work: () => 0,
  // a double counts as two numbers
  room: ({ groups }, input) => 2 * sizeOf({ shape: input }) + 4 * channelsOf({ shape: input }) + 4 * groups,
  isTrained: true,
  kernels: "full",
  outputActivation: () => null,
};
