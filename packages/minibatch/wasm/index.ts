/** Everything the host may call. */
export { appendRows, compressRows } from "./compress";
export { gemmScratchBytes } from "./gemm";
export { stopThreads, run, serve } from "./program";
export * from "./generated/activation-parts";
export { updatePart } from "./generated/update-parts";

/** Where the host may begin its arena. */
export function heapBase(): usize {
  return __heap_base;
}
