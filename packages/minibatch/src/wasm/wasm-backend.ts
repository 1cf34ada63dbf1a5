/** Makes executors on the WASM kernels. A module is compiled once, and shared by all of them. */
import type { BlasChoice } from "../plan/blas.ts";
import type { Backend, Numerics } from "../plan/executor.ts";
import type { ThreadHost } from "../plan/thread-host.ts";
import { coreKernels, type KernelSet, type Kernels } from "./core-kernels.ts";
import { withMultiplyAdd } from "./multiply-add.ts";
import { tileShape } from "./tile-shape.ts";
import { unpackModule } from "./unpack.ts";
import { areVectorsWide, noteCompiled } from "./vector-width.ts";
import { WasmExecutor, type WasmModule } from "./wasm-executor.ts";
import { hasSharedMemory, withoutSharedMemory } from "./wasm-memory.ts";

const IS_LITTLE_ENDIAN = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

type Variant = "strict" | "relaxed";

/**
 * The module's bytes when this machine can run them, else null. Throws the engine's error where a page's policy forbids
 * compiling.
 */
export function wasmBytes(
  variant: Variant,
  kernels: Kernels = coreKernels,
  isLittleEndian: boolean = IS_LITTLE_ENDIAN,
): Uint8Array<ArrayBuffer> | null {
  const bytes = moduleBytes(variant, kernels, isLittleEndian);
  return bytes !== null && WebAssembly.validate(bytes) ? bytes : null;
}

/**
 * WebAssembly's memory is little-endian everywhere, typed arrays are as the machine is: on a big-endian machine they
 * would not agree.
 */
function moduleBytes(variant: Variant, { packed }: Kernels, isLittleEndian: boolean): Uint8Array<ArrayBuffer> | null {
  if (typeof WebAssembly === "undefined" || !isLittleEndian) return null;
  const shared = withMultiplyAdd(unpackModule(packed), variant);
  return hasSharedMemory() ? shared : withoutSharedMemory(shared);
}

/**
 * The kernels of this build, or null where the machine cannot run them. That is only looked for after they did not
 * compile, because looking takes as long as compiling. Rejects with the engine's error where it has another cause.
 */
export async function compileKernels(variant: Variant, numerics: Numerics, set: KernelSet): Promise<Backend | null> {
  const kernels = await loadKernels(set);
  const bytes = moduleBytes(variant, kernels, IS_LITTLE_ENDIAN);
  if (bytes === null) return null;
  try {
    return await createWasmBackend(bytes, variant, numerics, kernels);
  } catch (error) {
    if (!WebAssembly.validate(bytes)) return null;
    throw error;
  }
}

/** The full ones wherever vectors are wide: they are those that were probed (`minibatch/node`: `wideVectors`). */
async function loadKernels(set: KernelSet): Promise<Kernels> {
  if (set === "core" && !areVectorsWide()) return coreKernels;
  return (await import("./full-kernels.ts")).fullKernels;
}

/** Compiles the bytes; `numerics` says what the caller asked for, the name which build it got. */
export async function createWasmBackend(
  bytes: Uint8Array<ArrayBuffer>,
  variant: Variant,
  numerics: Numerics,
  { encoders }: Kernels = coreKernels,
): Promise<Backend> {
  noteCompiled();
  const module = await WebAssembly.compile(bytes);
  // the core's kernels have narrow tiles alone
  const tiles = tileShape(variant, areVectorsWide() && encoders !== coreKernels.encoders);
  return backendOf({ module, name: `wasm-${variant}`, numerics, host: null, blas: null, tiles, encoders });
}

function backendOf(wasm: WasmModule): Backend {
  const backend: Backend = {
    name: wasm.blas?.products === "all" ? "blas" : wasm.name,
    precision: "float32",
    numerics: wasm.numerics,
    open: (space) => new WasmExecutor(wasm, space),
    withThreads: (host: ThreadHost) => backendOf({ ...wasm, host }),
    withBlas: (blas: BlasChoice) => (wasm.numerics === "fast" ? backendOf({ ...wasm, blas }) : null),
    withAllKernels: () => (wasm.encoders === coreKernels.encoders ? withAllKernels(wasm) : backend),
  };
  return backend;
}

async function withAllKernels({ name, numerics, host, blas }: WasmModule): Promise<Backend> {
  const all = (await compileKernels(name === "wasm-strict" ? "strict" : "relaxed", numerics, "full")) as Backend;
  const threaded = host === null ? all : all.withThreads(host);
  return (blas && threaded.withBlas(blas)) ?? threaded;
}
