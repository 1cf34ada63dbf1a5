import { sizeOf } from "../plan/tensor.ts";
import { type LayerBase, type LayerKind, layerName } from "./layer.ts";

/** Rows of any shape as lists of numbers, in the order in which they lie, as Keras's and PyTorch's Flatten. */
export interface FlattenSpec {
  readonly kind: "flatten";
  readonly name: string;
}

/** No number moves: numbers and gradients stay where they are. */
export const movesNothing: Omit<LayerKind<LayerBase>, "fields" | "outputShape"> = {
  tensors: () => [],
  plan: (_, { dx }) => ({
    dy: dx,
    forward: (x) => ({ operations: [], y: x }),
    backward: [],
    gradients: () => [],
    examined: null,
  }),
  work: () => 0,
  room: () => 0,
  outputActivation: () => null,
};

export const flatten: LayerKind<FlattenSpec> = {
  fields: { name: layerName },
  outputShape: (_, input) => [sizeOf({ shape: input })],
  ...movesNothing,
};
