/** Operations by themselves, on an executor that answers at once, over what a test writes. */
import type { FloatArray } from "../src/math/float-array.ts";
import type { Backend } from "../src/plan/executor.ts";
import { type Operation, operandsOf } from "../src/plan/operation.ts";
import type { Extent, NumberType, Role, Tensor } from "../src/plan/tensor.ts";

/** A tensor of a test's own; `role` matters to no operation. */
export function tensorOf(
  name: string,
  shape: readonly number[],
  extent: Extent,
  type: NumberType = "float",
  role: Role = "activation",
): Tensor {
  return { name, role, type, shape, extent };
}

type Written = readonly (readonly [Tensor, ArrayLike<number>])[];

/** What `out` hold after one run of the operations, for batches of `rows` rows, over what is written. */
export function runOperations(
  backend: Backend,
  operations: readonly Operation[],
  rows: number,
  written: Written,
  out: readonly Tensor[],
): (FloatArray | Int32Array)[] {
  const tensors = new Map(operations.flatMap(operandsOf).map((tensor) => [tensor.name, tensor]));
  const executor = backend.open({ tensors: [...tensors.values()], capacity: rows });
  for (const [tensor, values] of written) void executor.write(tensor, values);
  void executor.compile(operations, rows, null).run(null, 1);
  const results = out.map((tensor) => executor.read(tensor) as FloatArray | Int32Array);
  executor.dispose();
  return results;
}
