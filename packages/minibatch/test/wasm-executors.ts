/** Both builds of the WASM kernels. Tests run on a pinned runtime that has relaxed SIMD: none may be missing. */
import type { Backend } from "../src/plan/executor.ts";
import { createWasmBackend, wasmBytes } from "../src/wasm/wasm-backend.ts";

export async function bothWasmBackends(): Promise<readonly [strict: Backend, relaxed: Backend]> {
  return Promise.all([wasmBackend("strict"), wasmBackend("relaxed")]);
}

async function wasmBackend(variant: "strict" | "relaxed"): Promise<Backend> {
  const bytes = wasmBytes(variant);
  if (bytes === null) throw new Error(`this runtime cannot run the ${variant} kernels; use the pinned Node`);
  return createWasmBackend(bytes, variant, variant === "strict" ? "strict" : "fast");
}
