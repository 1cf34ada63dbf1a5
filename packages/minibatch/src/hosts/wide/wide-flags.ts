/**
 * The flag of V8 that widens vectors. It is set alone: V8 ends the process where another that compilers ask for, such
 * as inlining, changes while a function is being compiled.
 */
export const WIDE_FLAG = "--experimental-wasm-revectorize";

/**
 * V8 optimizes a function once it has run for a while, and puts functions that it calls often into it. So a probe has
 * two children. `whole`: every function by the optimizing compiler at its first call, each by itself. `grown`: as in
 * use, but optimized after a few calls, and on the spot, so that it is the same code each time.
 */
export const PROBES = {
  whole: ["--no-liftoff", "--no-wasm-deopt"],
  grown: ["--wasm-sync-tier-up", "--wasm-tiering-budget=5000"],
} as const;

export type ProbeKind = keyof typeof PROBES;
