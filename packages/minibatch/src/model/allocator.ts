/** Buffers come from whoever owns the memory; counting them first tells how much that is. */
import type { FloatArray } from "../kernels/kernels.ts";

export interface Allocator {
  floats(count: number): FloatArray;
  ints(count: number): Int32Array;
}

/** Hands out nothing and counts what was asked for: build once on it to size the arena. */
export class CountingAllocator implements Allocator {
  floatCount = 0;
  intCount = 0;
  bufferCount = 0;

  floats(count: number): FloatArray {
    this.floatCount += count;
    this.bufferCount++;
    return new Float32Array(0);
  }

  ints(count: number): Int32Array {
    this.intCount += count;
    this.bufferCount++;
    return new Int32Array(0);
  }
}
