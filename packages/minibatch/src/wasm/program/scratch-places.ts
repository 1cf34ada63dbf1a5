import { GEMM_SCRATCH_BYTES } from "../room.ts";
import { placeSparseScratch } from "../sparse-scratch.ts";
import type { Pointer } from "../wasm-exports.ts";

/**
 * Working memory that all programs of an arena share: packed blocks of each thread, then what a batch's entries need.
 */
export interface ScratchPlaces {
  readonly scratch: Pointer;
  readonly scratchPerThread: number;
  /** entries of a batch that is not resident (wasm/sparse.ts) */
  readonly entries: Pointer;
  /** where the batch's runs of entries lie, a table for each thread */
  readonly runs: Pointer;
  /** the batch's transposed index (wasm/sparse.ts), one for each thread */
  readonly index: Pointer;
  readonly indexPerThread: number;
}

export function scratchPlaces(scratch: Pointer, B: number, features: number, threads: number): ScratchPlaces {
  const sparse = placeSparseScratch(scratch + threads * GEMM_SCRATCH_BYTES, B, features, threads);
  return { scratch, scratchPerThread: GEMM_SCRATCH_BYTES, ...sparse };
}
