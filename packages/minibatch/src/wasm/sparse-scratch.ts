/** How scratch memory is used by the sparse products of a batch of B rows of I inputs (wasm/sparse.ts). */

/**
 * A panel's weights for one run of columns (52 floats of each) should take no more than this of the first-level cache.
 */
const SEGMENT_BYTES = 40960;
const PANEL_BYTES = 208;

/** Into how many runs of columns a resident row is divided. */
export function segmentsOf(features: number): number {
  return Math.ceil((features * PANEL_BYTES) / SEGMENT_BYTES);
}

export interface SparseScratch {
  /** the transposed index, one for each thread, `indexPerThread` bytes apart */
  readonly index: number;
  readonly indexPerThread: number;
  /** entries of a batch that is not resident */
  readonly entries: number;
  /** where the rows' runs lie, a table for each thread */
  readonly runs: number;
  readonly end: number;
}

/** Byte offsets, from `base` on. */
export function placeSparseScratch(base: number, B: number, I: number, threads: number): SparseScratch {
  const index = base;
  const indexPerThread = Math.ceil((8 * B * I + 4 * I + 8) / 64) * 64;
  const entries = index + threads * indexPerThread;
  const runs = entries + 8 * B * I;
  return { index, indexPerThread, entries, runs, end: runs + threads * 4 * B * (segmentsOf(I) + 1) };
}
