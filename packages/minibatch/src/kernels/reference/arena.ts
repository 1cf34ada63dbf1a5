/** Plain typed arrays, counted against the size named at creation, so that the reference runs out where WASM would. */
import type { ArenaSize, FloatArray, Precision } from "../kernels.ts";

const floatArrays = { float32: Float32Array, float64: Float64Array } as const;

export class ReferenceArena {
  readonly #Floats: Float32ArrayConstructor | Float64ArrayConstructor;
  readonly #size: ArenaSize;
  readonly #used = { floats: 0, ints: 0 };
  #disposed = false;

  constructor(precision: Precision, size: ArenaSize) {
    this.#Floats = floatArrays[precision];
    this.#size = size;
  }

  floats(count: number): FloatArray {
    this.#take("floats", count);
    return new this.#Floats(count);
  }

  ints(count: number): Int32Array {
    this.#take("ints", count);
    return new Int32Array(count);
  }

  dispose(): void {
    this.#disposed = true;
  }

  #take(kind: "floats" | "ints", count: number): void {
    if (this.#disposed) {
      throw new Error(`Cannot take ${count} ${kind}: the kernels have been disposed; create new ones`);
    }
    const left = this.#size[kind] - this.#used[kind];
    if (count > left) {
      throw new RangeError(
        `Cannot take ${count} ${kind}: the arena has ${left} of ${this.#size[kind]} left; create it ${count - left} larger`,
      );
    }
    this.#used[kind] += count;
  }
}
