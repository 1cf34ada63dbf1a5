import { sizeOf } from "../plan/tensor.ts";
import { fillDropoutMask } from "../random/dropout-mask.ts";
import { createStream } from "../random/stream.ts";
import { number } from "../spec/fields.ts";
import { type LayerKind, layerName } from "./layer.ts";

/** Inverted dropout (Srivastava et al., 2014): evaluation leaves the inputs as they are. */
export interface DropoutSpec {
  readonly kind: "dropout";
  readonly name: string;
  /** share of the inputs set to 0 while training; the rest are divided by (1 - rate) */
  readonly rate: number;
}

/** While training each input is kept with probability 1 - rate and divided by it: y = x m, dx = dy m. */
export const dropout: LayerKind<DropoutSpec> = {
  fields: { name: layerName, rate: number({ atLeast: 0, below: 1 }) },
  outputShape: (_, input) => input,
  tensors: () => [],

  plan({ rate }, { input, dx, activation, drawn }) {
    const y = activation("y", input);
    const dy = dx === null ? null : activation("dy", input);
    // each layer draws masks of its own, for every step anew: a resumed run draws the same
    const m = drawn("mask", input, (mask, seed, step, layer) =>
      fillDropoutMask(createStream(seed, "dropout", step, layer), mask, rate),
    );
    return {
      dy,
      forward: (x, isTraining) =>
        isTraining ? { operations: [{ kind: "multiply", x, m, y }], y } : { operations: [], y: x },
      backward: dy === null || dx === null ? [] : [{ kind: "multiply", x: dy, m, y: dx }],
      gradients: () => [],
      examined: null,
    };
  },

  work: () => 0,
  room: (_, input) => 3 * sizeOf({ shape: input }),
  outputActivation: () => null,
};
