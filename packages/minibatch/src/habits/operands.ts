import type { Operation } from "../plan/operation.ts";
import type { Tensor } from "../plan/tensor.ts";

/** The operation on other tensors: `replace` gives what stands in a tensor's place, itself or another. */
export function withOperands(operation: Operation, replace: (tensor: Tensor) => Tensor): Operation {
  const replaced = (operand: unknown): unknown => {
    if (Array.isArray(operand)) return operand.map(replaced);
    return typeof operand === "object" && operand !== null && "extent" in operand
      ? replace(operand as Tensor)
      : operand;
  };
  const entries = Object.entries(operation).map(([name, operand]) => [name, replaced(operand)]);
  return Object.fromEntries(entries) as Operation;
}
