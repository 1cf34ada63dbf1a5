/** Chooses the backend by trying what the machine can do, not by its name. */
import { SpecError } from "../errors.ts";
import type { Precision } from "../math/float-array.ts";
import type { Backend, Numerics } from "../plan/executor.ts";
import { checkOptions, type OptionTable } from "../spec/check-options.ts";
import { choice } from "../spec/fields.ts";
import type { KernelSet } from "./core-kernels.ts";
import { compileKernels } from "./wasm-backend.ts";

/** What `loadBackend` chooses by. */
export interface BackendOptions {
  /** "fast" fuses multiply-add where the machine can; "strict" gives the same bits everywhere. Default "fast" */
  readonly numerics?: Numerics;
  /** "float64" runs on the reference backend. Default "float32" */
  readonly precision?: Precision;
}

const table: OptionTable<BackendOptions> = {
  call: "loadBackend",
  required: [],
  fields: { numerics: choice(["fast", "strict"], "fast"), precision: choice(["float32", "float64"], "float32") },
};

const loaded = new Map<string, Promise<Backend>>();

/**
 * The fastest backend this machine can run. Compiled once per kind. Relaxed SIMD where the machine has it and
 * `numerics` is fast; else strict SIMD; else (no SIMD, a page's policy against WebAssembly, or float64) the reference.
 *
 * @throws SpecError for strict float32 without SIMD: the reference rounds differently. Where strict kernels may not be
 *   compiled, rejects with the engine's error; the next call tries again.
 */
export async function loadBackend(options: BackendOptions = {}): Promise<Backend> {
  checkOptions(table, options);
  const { numerics = "fast", precision = "float32" } = options;
  return loadBackendWith("full", numerics, precision);
}

/** The same with no more kernels than are needed. */
export async function loadBackendWith(set: KernelSet, numerics: Numerics, precision: Precision): Promise<Backend> {
  const key = `${set} ${numerics} ${precision}`;
  let backend = loaded.get(key);
  if (backend === undefined) {
    backend = chooseBackend(set, numerics, precision);
    loaded.set(key, backend);
    // a failure, say for lack of memory, is not kept: the next call tries again
    backend.catch(() => loaded.delete(key));
  }
  return backend;
}

async function chooseBackend(set: KernelSet, numerics: Numerics, precision: Precision): Promise<Backend> {
  if (precision === "float64") return loadReference(precision);
  if (numerics === "fast") {
    return (
      (await compileIfAllowed("relaxed", numerics, set)) ??
      (await compileIfAllowed("strict", numerics, set)) ??
      loadReference(precision)
    );
  }
  const strict = await compileKernels("strict", numerics, set);
  if (strict !== null) return strict;
  throw new SpecError(
    "numerics",
    'cannot be "strict": this machine has no WebAssembly SIMD, and other kernels give other bits; use "fast", or ' +
      'precision "float64"',
  );
}

/** Imported on demand: a page whose machine has SIMD never loads it. */
async function loadReference(precision: Precision): Promise<Backend> {
  const { createReferenceBackend } = await import("../reference/backend.ts");
  return createReferenceBackend(precision);
}

/**
 * The SIMD kernels of this build, or null where the machine cannot run them or a page's policy forbids to compile them.
 */
async function compileIfAllowed(
  variant: "strict" | "relaxed",
  numerics: Numerics,
  set: KernelSet,
): Promise<Backend | null> {
  try {
    return await compileKernels(variant, numerics, set);
  } catch {
    return null;
  }
}
