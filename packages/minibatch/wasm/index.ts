/** Everything the host may call. */
export * from "./gemm";
export * from "./sparse";
export * from "./activations";
export * from "./losses";
export * from "./elementwise";
export * from "./updates";

/** Where the host may begin its arena. */
export function heapBase(): usize {
  return __heap_base;
}

const COEFFICIENTS: usize = memory.data(256, 16);

/** Where the host puts an update's coefficients: up to 32 float64. */
export function coefficientsBase(): usize {
  return COEFFICIENTS;
}
