/** Where a batch's rows are put before a pass: as they are, or as their non-zero entries. */
import type { FloatArray, SparseRows } from "../kernels/kernels.ts";
import type { Allocator } from "./allocator.ts";

export class NetworkInput {
  readonly features: number;
  /** [capacity, features] */
  readonly dense: FloatArray;
  /** room for every entry of [capacity, features] */
  readonly sparse: SparseRows;
  /** which of the two holds the batch */
  isSparse = false;

  constructor(allocator: Allocator, capacity: number, features: number) {
    this.features = features;
    this.dense = allocator.floats(capacity * features);
    this.sparse = {
      values: allocator.floats(capacity * features),
      columns: allocator.ints(capacity * features),
      offsets: allocator.ints(capacity + 1),
    };
  }
}
