/** Everything the host may call. */
export * from "./dense";
export { sparseForward, sparseBackwardWeights } from "./sparse";
export { columnSums } from "./column-sums";
export { gemmScratchBytes } from "./gemm";
export { dismiss, run, serve } from "./program";
export { appendRows, compressRows } from "./compress";
export * from "./losses";
export * from "./elementwise";
export * from "./generated/activation-parts";
export { updatePart } from "./generated/update-parts";

/** Where the host may begin its arena. */
export function heapBase(): usize {
  return __heap_base;
}
