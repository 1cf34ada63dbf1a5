import { sizeOf } from "../plan/tensor.ts";
import { fillNormal } from "../random/normal.ts";
import { createStream } from "../random/stream.ts";
import { number } from "../spec/fields.ts";
import { type LayerBase, type LayerKind, layerName } from "./layer.ts";

/** Normal numbers added to the inputs while training, as Keras's GaussianNoise. */
export interface GaussianNoiseSpec extends LayerBase {
  readonly kind: "gaussian-noise";
  /** their standard deviation */
  readonly sd: number;
}

/** While training y = x + n; dy is dx, and lies where it does. */
export const gaussianNoise: LayerKind<GaussianNoiseSpec> = {
  fields: { name: layerName, sd: number({ atLeast: 0 }) },
  outputShape: (_, input) => input,
  tensors: () => [],

  plan({ sd }, { input, dx, activation, drawn }) {
    const y = activation("y", input);
    const n = drawn("noise", input, (noise, seed, step, layer) =>
      fillNormal(createStream(seed, "noise", step, layer), noise, 0, sd),
    );
    return {
      dy: dx,
      forward: (x, isTraining) =>
        isTraining ? { operations: [{ kind: "add", a: x, b: n, y }], y } : { operations: [], y: x },
      backward: [],
      gradients: () => [],
      examined: null,
    };
  },

  work: () => 0,
  room: (_, input) => 2 * sizeOf({ shape: input }),
  kernels: "full",
  outputActivation: () => null,
};
