import type { BlasChoice } from "../../plan/blas.ts";

export type Pointer = number;

/** Working memory that the programs of one arena share. */
export interface ProgramPlaces {
  readonly scratch: Pointer;
  readonly scratchPerThread: number;
  /** entries of a batch that is not held (wasm/sparse.ts) */
  readonly entries: Pointer;
  /** where the batch's runs of entries lie, a table for each thread */
  readonly runs: Pointer;
  /** the batch's transposed index (wasm/sparse.ts), one for each thread */
  readonly index: Pointer;
  readonly indexPerThread: number;
  /** the host's products, if it gave any */
  readonly blas: BlasChoice | null;
}
