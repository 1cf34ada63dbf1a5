import { SpecError } from "../errors.ts";
import type { Stream } from "../random/stream.ts";
import { defineInitializer, type InitializerInput } from "./define-initializer.ts";
import type { Initializer, LayerFans } from "./initializer.ts";
import { initializers } from "./initializers.ts";
import type { InitializerSpec } from "./spec.ts";

/** The shape to fill: a layer's weights [inputs, outputs] (the default), or its biases [outputs]. */
export interface TensorShape extends LayerFans {
  readonly role?: "weights" | "biases";
  /** how many numbers, where the fans do not say it: for a tensor that a layer keeps but does not train */
  readonly length?: number;
}

/**
 * Starting values of a layer's weights or biases, row-major, drawn from `stream`. Biases take the layer's fans too, as
 * in PyTorch. What `input` leaves out is `defineInitializer`'s default. Throws SpecError for an unknown kind or option,
 * for an empty shape, and for what is orthogonal and no matrix.
 */
export function initialize(input: InitializerInput, shape: TensorShape, stream: Stream): Float64Array {
  const spec = defineInitializer(input);
  const { inputs, outputs, role = "weights" } = shape;
  checkCount("inputs", inputs);
  checkCount("outputs", outputs);
  if (spec.kind === "orthogonal" && role === "biases") {
    throw new SpecError("kind", "Cannot initialize biases: orthogonal needs a matrix; use zeros or another kind");
  }
  const { length = role === "weights" ? inputs * outputs : outputs } = shape;
  const [rows, columns] = shape.matrix ?? [inputs, outputs];
  if (spec.kind === "orthogonal" && length !== rows * columns) {
    throw new SpecError(
      "kind",
      `Cannot initialize ${length} numbers: orthogonal needs a matrix of ${rows} x ${columns}; use another kind`,
    );
  }
  const values = new Float64Array(length);
  // the compiler cannot see that the row and the spec are of one kind
  const run = initializers[spec.kind] as Initializer<InitializerSpec["kind"]>;
  run(spec as never, shape, values, stream);
  return values;
}

function checkCount(path: string, count: number): void {
  if (!Number.isInteger(count) || count < 1) {
    throw new SpecError(path, `Cannot initialize a layer: ${path} is ${count}; use an integer of 1 or more`);
  }
}
