/** Weights by name, as they leave and enter a model. */
import type { Slices } from "../data/slices.ts";
import { DataError } from "../errors.ts";
import type { FloatArray } from "../math/float-array.ts";
import type { Tensor } from "../plan/tensor.ts";
import type { Network } from "./network.ts";

/** A copy of one tensor of the model, with its name and shape. */
export interface NamedTensor {
  /** `<layer>.weights` or `<layer>.biases` */
  readonly name: string;
  /** weights: [inputs, outputs] row-major; biases: [outputs] */
  readonly shape: readonly number[];
  readonly values: FloatArray;
}

export function* copyWeights(network: Network): Slices<NamedTensor[]> {
  const copies: NamedTensor[] = [];
  const { of = (tensor: Tensor) => tensor } = network.optimizer.average ?? {};
  for (const { place, tensor } of network.plan.modelTensors) {
    copies.push({ name: place.name, shape: place.shape, values: yield* network.read(of(tensor)) });
  }
  return copies;
}

/** Throws DataError before it changes anything. */
export function* putWeights(network: Network, tensors: readonly Pick<NamedTensor, "name" | "values">[]): Slices<void> {
  const { modelTensors } = network.plan;
  const targets = tensors.map(({ name, values }) => {
    const found = modelTensors.find(({ place }) => place.name === name);
    if (found === undefined) {
      throw new DataError(
        `Cannot set ${name}: the model has no such tensor; it has ` +
          `${modelTensors.map(({ place }) => place.name).join(", ")}`,
      );
    }
    const { shape, length } = found.place;
    if (values.length !== length) {
      throw new DataError(
        `Cannot set ${name}: ${values.length} numbers are given but its shape [${shape.join(", ")}] needs ${length}`,
      );
    }
    const bad = values.findIndex((value) => !Number.isFinite(value));
    if (bad !== -1)
      throw new DataError(`Cannot set ${name}: number ${bad} is ${values[bad]}; every weight must be finite`);
    return found.tensor;
  });
  for (const [i, target] of targets.entries()) yield* network.writeWeight(target, tensors[i].values);
}
