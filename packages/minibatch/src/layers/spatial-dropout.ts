import { channelsOf, sizeOf } from "../plan/tensor.ts";
import { fillDropoutMask } from "../random/dropout-mask.ts";
import { createStream } from "../random/stream.ts";
import { number } from "../spec/fields.ts";
import { type LayerBase, type LayerKind, layerName, rowsError } from "./layer.ts";

/**
 * Dropout of whole channels: J. Tompson et al., "Efficient object localization using convolutional networks" (2015),
 * section 3.2.
 */
export interface SpatialDropoutSpec extends LayerBase {
  readonly kind: "spatial-dropout";
  /** share of the channels set to 0 while training; the rest are divided by (1 - rate) */
  readonly rate: number;
}

/** y = x m, dx = dy m, with one number of m for each row and channel. */
export const spatialDropout: LayerKind<SpatialDropoutSpec> = {
  fields: { name: layerName, rate: number({ atLeast: 0, below: 1 }) },

  outputShape({ kind }, input, path) {
    if (input.length > 1) return input;
    throw rowsError(path, kind, input, 'and every number would be a channel of its own; use { kind: "dropout" }');
  },

  tensors: () => [],

  plan({ rate }, { input, dx, activation, drawn }) {
    const y = activation("y", input);
    const dy = dx === null ? null : activation("dy", input);
    const m = drawn("mask", [channelsOf({ shape: input })], (mask, seed, step, layer) =>
      fillDropoutMask(createStream(seed, "dropout", step, layer), mask, rate),
    );
    return {
      dy,
      forward: (x, isTraining) =>
        isTraining ? { operations: [{ kind: "multiply-channels", x, m, y }], y } : { operations: [], y: x },
      backward: dy === null || dx === null ? [] : [{ kind: "multiply-channels", x: dy, m, y: dx }],
      gradients: () => [],
      examined: null,
    };
  },

  work: () => 0,
  room: (_, input) => 2 * sizeOf({ shape: input }) + channelsOf({ shape: input }),
  kernels: "full",
  outputActivation: () => null,
};
