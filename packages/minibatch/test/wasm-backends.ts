/** Both builds of the full WASM kernels. Tests run on a pinned runtime that has relaxed SIMD: none may be missing. */
import type { Backend } from "../src/plan/executor.ts";
import { fullKernels } from "../src/wasm/full-kernels.ts";
import { setVectorsWide } from "../src/wasm/vector-width.ts";
import { createWasmBackend, wasmBytes } from "../src/wasm/wasm-backend.ts";

export async function everyWasmBackend(): Promise<readonly [strict: Backend, relaxed: Backend]> {
  return [await wasmBackend("strict"), await wasmBackend("relaxed")];
}

/** The same in the tiles of wide vectors, which give the same bits whether V8 widens them or not. */
export async function everyWideBackend(): Promise<readonly [strict: Backend, relaxed: Backend]> {
  setVectorsWide(true);
  try {
    return await everyWasmBackend();
  } finally {
    setVectorsWide(false);
  }
}

async function wasmBackend(variant: "strict" | "relaxed"): Promise<Backend> {
  const bytes = wasmBytes(variant, fullKernels);
  if (bytes === null) throw new Error(`this runtime cannot run the ${variant} kernels; use the pinned Node`);
  return createWasmBackend(bytes, variant, variant === "strict" ? "strict" : "fast", fullKernels);
}
