/**
 * The WASM kernels as `Kernels`: each method hands byte offsets to the compiled function of the same
 * name. Buffers must come from `floats` and `ints` of the same kernels.
 */
import type { BlasChoice } from "../plan/blas.ts";
import type { ThreadHost } from "../plan/thread-host.ts";
import type { ArenaSize, Backend, FloatArray, Kernels, LayerShape, Numerics, UpdateFormula } from "./kernels.ts";
import { withMultiplyAdd } from "./multiply-add.ts";
import { activationCodes, formulaCodes } from "./program/codes.ts";
import { codeOf } from "./program/opcodes.ts";
import { WasmPrograms } from "./program/wasm-programs.ts";
import { placeSparseScratch } from "./sparse-scratch.ts";
import { Team } from "./team.ts";
import { unpackModule } from "./unpack.ts";
import { WasmArena } from "./wasm-arena.ts";
import { hasSharedMemory, withoutSharedMemory } from "./wasm-memory.ts";

/** Static data of the modules end well below this. */
const HEAP_BASE_HINT = 65536;

/** As `gemmScratchBytes` of the kernels says. */
export const GEMM_SCRATCH_BYTES: number = (1008 * 384 + 16 * 384 + 64) * 4;

const IS_LITTLE_ENDIAN = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/**
 * The module's bytes when this machine can run them, else null. WebAssembly's memory is little-endian everywhere, typed
 * arrays are as the machine is: on a big-endian one they would not agree. Throws the engine's error where a page's policy
 * forbids to compile.
 */
export function wasmBytes(
  variant: "strict" | "relaxed",
  isLittleEndian: boolean = IS_LITTLE_ENDIAN,
): Uint8Array<ArrayBuffer> | null {
  if (typeof WebAssembly === "undefined" || !isLittleEndian) return null;
  const shared = withMultiplyAdd(unpackModule(), variant);
  const bytes = hasSharedMemory() ? shared : withoutSharedMemory(shared);
  return WebAssembly.validate(bytes) ? bytes : null;
}

/** Compiles the bytes; `numerics` says what the caller asked for, the name which build it got. */
export async function createWasmBackend(
  bytes: Uint8Array<ArrayBuffer>,
  variant: "strict" | "relaxed",
  numerics: Numerics,
): Promise<Backend> {
  const module = await WebAssembly.compile(bytes);
  return backendOf(module, `wasm-${variant}`, numerics, null, null);
}

function backendOf(
  module: WebAssembly.Module,
  name: string,
  numerics: Numerics,
  host: ThreadHost | null,
  blas: BlasChoice | null,
): Backend {
  return {
    name: blas?.products === "all" ? "blas" : name,
    precision: "float32",
    numerics,
    runsPrograms: true,
    scratchBytes: (layer) => scratchBytes(layer, host?.count ?? 1),
    create: (size) => createWasmKernels(module, name, numerics, size, host, blas),
    withThreads: (other) => backendOf(module, name, numerics, other, blas),
    withBlas: (choice) => (numerics === "fast" ? backendOf(module, name, numerics, host, choice) : null),
  };
}

/** Packed blocks of a dense product for each thread; then what a sparse one needs. */
function scratchBytes({ B, I, sparse }: LayerShape, threads: number): number {
  return threads * GEMM_SCRATCH_BYTES + (sparse ? placeSparseScratch(0, B, I, threads).end : 0);
}

function createWasmKernels(
  module: WebAssembly.Module,
  name: string,
  numerics: Numerics,
  size: ArenaSize,
  host: ThreadHost | null,
  blas: BlasChoice | null,
): Kernels {
  const arena = new WasmArena(module, size, HEAP_BASE_HINT, hasSharedMemory());
  const mostThreads = host?.count ?? 1;
  const team = new Team(module, arena, host);
  const { exports: wasm, scratch } = arena;
  const sparseScratch = scratch + mostThreads * GEMM_SCRATCH_BYTES;
  return {
    name,
    precision: "float32",
    numerics,
    floats: (count) => arena.floats(count),
    ints: (count) => arena.ints(count),
    programs: new WasmPrograms(arena, team, {
      bytesPerThread: GEMM_SCRATCH_BYTES,
      blas,
      sparse: (B, I) => placeSparseScratch(sparseScratch, B, I, mostThreads),
    }),
    dispose() {
      team.dismiss();
      arena.release();
    },

    denseForward: (x, w, b, y, B, I, O) =>
      wasm.denseForward(x.byteOffset, w.byteOffset, b.byteOffset, y.byteOffset, scratch, B, I, O),
    denseBackwardInput: (dy, w, dx, B, I, O) =>
      wasm.denseBackwardInput(dy.byteOffset, w.byteOffset, dx.byteOffset, scratch, B, I, O),
    denseBackwardWeights: (x, dy, dw, db, B, I, O) =>
      wasm.denseBackwardWeights(x.byteOffset, dy.byteOffset, dw.byteOffset, db.byteOffset, scratch, B, I, O),
    sparseForward(x, w, b, y, B, I, O) {
      const { entries, runs } = placeSparseScratch(sparseScratch, B, I, mostThreads);
      const rows = [x.values.byteOffset, x.columns.byteOffset, x.offsets.byteOffset] as const;
      wasm.sparseForward(...rows, w.byteOffset, b.byteOffset, y.byteOffset, entries, runs, B, O);
    },
    sparseBackwardWeights(x, dy, dw, db, B, I, O) {
      const { entries, index } = placeSparseScratch(sparseScratch, B, I, mostThreads);
      const rows = [x.values.byteOffset, x.columns.byteOffset, x.offsets.byteOffset] as const;
      wasm.sparseBackwardWeights(...rows, dy.byteOffset, dw.byteOffset, db.byteOffset, entries, index, B, I, O);
    },

    activationForward(kind, parameter, z, y, N) {
      if (kind === "linear") copy(z, y, N);
      else wasm.forwardPart(codeOf("activation", activationCodes, kind), parameter, z.byteOffset, y.byteOffset, N);
    },
    activationBackward(kind, parameter, z, y, dy, dz, N) {
      if (kind === "linear") return copy(dy, dz, N);
      const code = codeOf("activation", activationCodes, kind);
      wasm.backwardPart(code, parameter, z.byteOffset, y.byteOffset, dy.byteOffset, dz.byteOffset, N);
    },
    multiply: (x, m, y, N) => wasm.multiply(x.byteOffset, m.byteOffset, y.byteOffset, N),

    softmaxCrossEntropy: (z, labels, p, dz, B, C) =>
      wasm.softmaxCrossEntropy(z.byteOffset, labels.byteOffset, p.byteOffset, dz.byteOffset, B, C),
    softmaxCrossEntropySoft: (z, t, p, dz, B, C) =>
      wasm.softmaxCrossEntropySoft(z.byteOffset, t.byteOffset, p.byteOffset, dz.byteOffset, B, C),
    sigmoidBinaryCrossEntropy: (z, t, p, dz, N, scale) =>
      wasm.sigmoidBinaryCrossEntropy(z.byteOffset, t.byteOffset, p.byteOffset, dz.byteOffset, N, scale),
    meanSquaredError: (y, t, dy, N, scale) =>
      wasm.meanSquaredError(y.byteOffset, t.byteOffset, dy.byteOffset, N, scale),

    sumOfSquares: (x, N) => wasm.sumOfSquares(x.byteOffset, N),
    sumOfMagnitudes: (x, N) => wasm.sumOfMagnitudes(x.byteOffset, N),
    scale: (x, factor, N) => wasm.scale(x.byteOffset, factor, N),
    clip: (x, limit, N) => wasm.clip(x.byteOffset, limit, N),
    addPenaltyGradient: (g, w, l1, l2, N) => wasm.addPenaltyGradient(g.byteOffset, w.byteOffset, l1, l2, N),
    addScaled: (g, w, factor, N) => wasm.addScaled(g.byteOffset, w.byteOffset, factor, N),

    update(formula: UpdateFormula, p, g, slots, coefficients, N) {
      const code = codeOf("formula", formulaCodes, formula.name);
      const at = arena.stageUpdate(slots, coefficients);
      wasm.updatePart(code, p.byteOffset, g.byteOffset, at.slots, 0, at.coefficients, N);
    },
  };
}

function copy(from: FloatArray, to: FloatArray, N: number): void {
  if (from.byteOffset !== to.byteOffset) (to as Float32Array).set(N === from.length ? from : from.subarray(0, N));
}
