/**
 * The reference kernels: the specification of every operation, and the float64 path of the gradient check. Arithmetic is
 * float64 throughout; with float32, results are rounded once, when they are stored.
 */
import type { ArenaSize, Backend, Kernels, Precision } from "../kernels.ts";
import { Accumulator, countCells } from "./accumulator.ts";
import { ReferenceArena } from "./arena.ts";
import { createDenseKernels } from "./dense.ts";
import { elementwiseKernels } from "./elementwise.ts";
import { lossKernels } from "./loss.ts";
import { reductionKernels } from "./reduction.ts";
import { createSparseKernels } from "./sparse.ts";

/** Reference kernels of a precision. They give the same bits on every machine, so their numerics are "strict". */
export function createReferenceBackend(precision: Precision): Backend {
  const description = { name: `reference-${precision}`, precision, numerics: "strict" } as const;
  const backend: Backend = {
    ...description,
    runsPrograms: false,
    scratchBytes: (layer) => countCells(layer) * Float64Array.BYTES_PER_ELEMENT,
    create: (size) => createKernels(description, size),
    withThreads: () => backend,
    withBlas: () => null,
  };
  return backend;
}

function createKernels(description: Pick<Kernels, "name" | "precision" | "numerics">, size: ArenaSize): Kernels {
  const arena = new ReferenceArena(description.precision, size);
  const accumulator = new Accumulator(size.scratchBytes / Float64Array.BYTES_PER_ELEMENT);
  return {
    ...description,
    programs: null,
    floats: (count) => arena.floats(count),
    ints: (count) => arena.ints(count),
    dispose: () => arena.dispose(),
    ...createDenseKernels(accumulator),
    ...createSparseKernels(accumulator),
    ...elementwiseKernels,
    ...lossKernels,
    ...reductionKernels,
  };
}
