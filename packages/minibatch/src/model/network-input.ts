/** Where a batch's rows are put before a pass: as they are, or as their non-zero entries. */
import type { FloatArray, SparseRows } from "../kernels/kernels.ts";
import type { Allocator } from "./allocator.ts";

export class NetworkInput {
  readonly features: number;
  /** [capacity, features] */
  readonly dense: FloatArray;
  /** room for every entry of [capacity, features]; its values lie where `dense` does, for a batch is one or the other */
  readonly sparse: SparseRows;
  /** which of the two holds the batch */
  isSparse = false;

  /** Without `takesSparse` there is no room for entries. */
  constructor(allocator: Allocator, capacity: number, features: number, takesSparse: boolean) {
    this.features = features;
    this.dense = allocator.floats(capacity * features);
    this.sparse = {
      values: this.dense,
      columns: allocator.ints(takesSparse ? capacity * features : 0),
      offsets: allocator.ints(takesSparse ? capacity + 1 : 0),
    };
  }
}
