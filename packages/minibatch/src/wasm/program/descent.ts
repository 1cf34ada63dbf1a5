/** Plain gradient descent, p -= eta g and nothing else: the products that are the gradients make it themselves. */
import type { Operation, OperationOf } from "../../plan/operation.ts";
import { sizeOf, type Tensor } from "../../plan/tensor.ts";
import type { Pointer } from "../wasm-exports.ts";

/** Batches above this are summed in blocks (BLOCK_K of wasm/gemm.ts), which no update can be made in the midst of. */
const MOST_ROWS = 384;

export interface Descent {
  readonly update: OperationOf<"update">;
  /** names of all that it takes */
  readonly gradients: ReadonlySet<string>;
  /** how many bytes further on than a gradient the parameters lie that it is of */
  readonly toParameters: number;
}

/**
 * Not null where the operations end with gradients that fill all of what an update by plain SGD then takes from the
 * parameters. The gradients themselves are not left then.
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
