/** Both builds of the WASM kernels. Tests run on a pinned runtime that has relaxed SIMD: none may be missing. */
import type { Backend } from "../src/plan/executor.ts";
import { createReferenceBackend } from "../src/reference/backend.ts";

type Variant = "strict" | "relaxed";
interface WasmRoom {
  createWasmBackend(bytes: Uint8Array<ArrayBuffer>, variant: Variant, numerics: Backend["numerics"]): Promise<Backend>;
  wasmBytes(variant: Variant): Uint8Array<ArrayBuffer> | null;
}

// STAND-IN until src/wasm/wasm-backend.ts is there: then import it by name, and the reference goes from here
const room = "../src/wasm/wasm-backend.ts";
const wasm = (await import(room).catch(() => null)) as WasmRoom | null;

/** Whether they are the WASM kernels, and not what stands in for them. */
export const hasWasm: boolean = wasm !== null;

export async function everyWasmBackend(): Promise<readonly Backend[]> {
  return Promise.all([wasmBackend("strict"), wasmBackend("relaxed")]);
}

async function wasmBackend(variant: Variant): Promise<Backend> {
  if (wasm === null) return standIn(variant);
  const bytes = wasm.wasmBytes(variant);
  if (bytes === null) throw new Error(`this runtime cannot run the ${variant} kernels; use the pinned Node`);
  return wasm.createWasmBackend(bytes, variant, variant === "strict" ? "strict" : "fast");
}

function standIn(variant: Variant): Backend {
  const backend: Backend = {
    ...createReferenceBackend("float32"),
    name: `wasm-${variant}`,
    numerics: variant === "strict" ? "strict" : "fast",
    withThreads: () => backend,
  };
  return backend;
}
