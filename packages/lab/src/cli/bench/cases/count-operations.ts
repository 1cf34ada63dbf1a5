/** Floating-point operations of a pass, counted dense: 2MNK for each product of matrices, nothing for all the rest. */
import { type ModelSpec, workOf } from "minibatch";

/** Of `rows` rows through the network. */
export function forwardOperations(model: ModelSpec, rows: number): number {
  return workOf(model).reduce((sum, work) => sum + 2 * rows * work, 0);
}

/** Of a step: forward, the gradient of the weights, and that of the inputs, which the first layer does not need. */
export function stepOperations(model: ModelSpec, rows: number): number {
  const first = workOf(model).find((work) => work > 0) ?? 0;
  return 3 * forwardOperations(model, rows) - 2 * rows * first;
}
