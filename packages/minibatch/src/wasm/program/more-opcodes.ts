/**
 * The codes of operations that the core's kernels lack (`opcodes.ts` has theirs): a file of `wasm/operations/` has a
 * function for each, named as here, and tells its operands.
 */

export const moreOp = {
  add: 70,
} as const;
