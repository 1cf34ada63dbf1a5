/** Weights by name, as they leave and enter a network. */
import { DataError } from "../errors.ts";
import type { FloatArray } from "../kernels/kernels.ts";
import type { Network } from "../model/network.ts";

/** A copy of one tensor of the model, with its name and shape. */
export interface NamedTensor {
  /** `<layer>.weights` or `<layer>.biases` */
  readonly name: string;
  /** weights: [inputs, outputs] row-major; biases: [outputs] */
  readonly shape: readonly number[];
  readonly values: FloatArray;
}

export function copyWeights({ layout, parameters }: Network): NamedTensor[] {
  return layout.tensors.map(({ name, shape, offset, length }) => ({
    name,
    shape,
    values: parameters.slice(offset, offset + length),
  }));
}

/** Throws DataError before it changes anything. */
export function putWeights(
  { layout, parameters }: Network,
  tensors: readonly Pick<NamedTensor, "name" | "values">[],
): void {
  const places = tensors.map(({ name, values }) => {
    const place = layout.tensors.find((tensor) => tensor.name === name);
    if (place === undefined) {
      throw new DataError(
        `Cannot set ${name}: the model has no such tensor; it has ${layout.tensors.map((tensor) => tensor.name).join(", ")}`,
      );
    }
    if (values.length !== place.length) {
      throw new DataError(
        `Cannot set ${name}: ${values.length} numbers are given but its shape [${place.shape.join(", ")}] needs ${place.length}`,
      );
    }
    const bad = values.findIndex((value) => !Number.isFinite(value));
    if (bad !== -1)
      throw new DataError(`Cannot set ${name}: number ${bad} is ${values[bad]}; every weight must be finite`);
    return place;
  });
  for (const [i, { offset }] of places.entries()) parameters.set(tensors[i].values as Float64Array, offset);
}
