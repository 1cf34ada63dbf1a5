/** Chooses kernels by what the machine can do, not by what it is called. */
import { SpecError } from "../errors.ts";
import { checkOptions, type OptionTable } from "../spec/check-options.ts";
import { choice } from "../spec/fields.ts";
import type { Backend, Numerics, Precision } from "./kernels.ts";
import { createReferenceBackend } from "./reference/backend.ts";
import { createWasmBackend, wasmBytes } from "./wasm.ts";

/** What `loadBackend` chooses by. */
export interface BackendOptions {
  /** "fast" fuses multiply-add where the machine can; "strict" gives the same bits everywhere. Default "fast" */
  readonly numerics?: Numerics;
  /** "float64" runs on the reference kernels. Default "float32" */
  readonly precision?: Precision;
}

const table: OptionTable<BackendOptions> = {
  call: "loadBackend",
  required: [],
  fields: { numerics: choice(["fast", "strict"], "fast"), precision: choice(["float32", "float64"], "float32") },
};

const loaded = new Map<string, Promise<Backend>>();

/**
 * The fastest kernels this machine can run. Compiled once per kind. Relaxed SIMD where there is any
 * and `numerics` is fast; else strict SIMD; else (no SIMD, or float64) the reference kernels.
 *
 * @throws SpecError for strict float32 without SIMD: the reference kernels round otherwise.
 */
export async function loadBackend(options: BackendOptions = {}): Promise<Backend> {
  checkOptions(table, options);
  const { numerics = "fast", precision = "float32" } = options;
  const key = `${numerics} ${precision}`;
  let backend = loaded.get(key);
  if (backend === undefined) {
    backend = chooseBackend(numerics, precision);
    loaded.set(key, backend);
  }
  return backend;
}

async function chooseBackend(numerics: Numerics, precision: Precision): Promise<Backend> {
  if (precision === "float64") return createReferenceBackend("float64");
  const relaxed = numerics === "fast" ? wasmBytes("relaxed") : null;
  if (relaxed !== null) return createWasmBackend(relaxed, "relaxed", numerics);
  const strict = wasmBytes("strict");
  if (strict !== null) return createWasmBackend(strict, "strict", numerics);
  if (numerics === "fast") return createReferenceBackend("float32");
  throw new SpecError(
    "numerics",
    'cannot be "strict": this machine has no WebAssembly SIMD, and other kernels give other bits; use "fast", or precision "float64"',
  );
}
