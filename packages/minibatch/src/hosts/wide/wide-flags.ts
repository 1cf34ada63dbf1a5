/**
 * The flags of V8 that widen vectors. Without inlining, what the optimizing compiler makes of a function depends on that
 * function alone, not on how often it was called before: so what was probed is what runs.
 */
export const WIDE_FLAG = "--experimental-wasm-revectorize";
/** Takes it back; where V8 does not know the one, it says so of the other. */
export const NARROW_FLAG = "--no-experimental-wasm-revectorize";
export const WIDE_FLAGS: readonly string[] = [WIDE_FLAG, "--no-wasm-inlining", "--no-wasm-deopt"];
