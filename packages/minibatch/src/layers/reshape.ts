import { sizeOf } from "../plan/tensor.ts";
import { type Field, number, valueError } from "../spec/fields.ts";
import { movesNothing } from "./flatten.ts";
import { type LayerKind, layerName, rowsError, type Shape } from "./layer.ts";

/**
 * Rows of any shape as rows of that shape, in the order in which their numbers lie, as Keras's Reshape and PyTorch's
 * Unflatten.
 */
export interface ReshapeSpec {
  readonly kind: "reshape";
  readonly name: string;
  /** of the rows that come out */
  readonly shape: Shape;
}

const size = number({ atLeast: 1, whole: true });
const sizes = "the sizes of a row such as [7, 4]";

const shape: Field<Shape> = {
  takes: { type: "list", of: size.takes, what: sizes },
  read(value, path) {
    if (!Array.isArray(value) || value.length === 0) throw valueError(path, value, sizes);
    return Object.freeze(value.map((one: unknown, i) => size.read(one, `${path}[${i}]`)));
  },
};

export const reshape: LayerKind<ReshapeSpec> = {
  fields: { name: layerName, shape },

  outputShape({ shape }, input, path) {
    const [has, comes] = [sizeOf({ shape }), sizeOf({ shape: input })];
    if (has === comes) return shape;
    const what = `[${shape.join(", ")}], which is ${has} numbers`;
    throw rowsError(`${path}.shape`, what, input, `which is ${comes}; give sizes whose product is ${comes}`);
  },

  ...movesNothing,
};
