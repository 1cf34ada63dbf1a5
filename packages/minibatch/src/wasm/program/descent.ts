/**
 * Plain gradient descent, p -= eta g and nothing else: the products that compute the gradients also update the weights.
 */
import type { Operation, OperationOf } from "../../plan/operation.ts";
import { sizeOf, type Tensor } from "../../plan/tensor.ts";
import type { Pointer } from "../wasm-exports.ts";

/** Batches above this are summed in blocks (BLOCK_K of wasm/gemm.ts), and no update can be made between two blocks. */
const MOST_ROWS = 384;

export interface Descent {
  readonly update: OperationOf<"update">;
  /** names of all that it takes */
  readonly gradients: ReadonlySet<string>;
  /** distance in bytes from a gradient to the parameters it belongs to */
  readonly toParameters: number;
}

/**
 * Not null where the operations end in gradients and one plain SGD update that takes all of them. Then the gradients
 * are not written.
 */
export function descentOf(
  operations: readonly Operation[],
  B: number,
  at: (tensor: Tensor) => Pointer,
): Descent | null {
  const update = operations.at(-1);
  if (update?.kind !== "update" || update.formula.name !== "sgd" || B > MOST_ROWS) return null;
  const begin = at(update.g);
  const gradients = new Set<string>();
  let filled = 0;
  for (let i = operations.length - 2; i >= 0; i--) {
    const gradient = gradientOf(operations[i]);
    if (gradient === null) break;
    const from = at(gradient) - begin;
    if (from < 0 || from >= 4 * sizeOf(update.g) || gradients.has(gradient.name)) return null;
    gradients.add(gradient.name);
    filled += sizeOf(gradient);
  }
  if (filled !== sizeOf(update.g)) return null;
  return { update, gradients, toParameters: at(update.p) - begin };
}

function gradientOf(operation: Operation): Tensor | null {
  if (operation.kind === "dense-gradient") return operation.dw;
  return operation.kind === "column-sums" ? operation.db : null;
}
