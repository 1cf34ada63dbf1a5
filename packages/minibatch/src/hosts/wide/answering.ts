/** One executor at a time, over tensors by name: what known answers are asked with. */
import type { Dataset } from "../../data/dataset.ts";
import { finish } from "../../data/slices.ts";
import type { FloatArray } from "../../math/float-array.ts";
import type { Backend, Executor, Feed, FeedTensors, FeedUse } from "../../plan/executor.ts";
import type { Operation } from "../../plan/operation.ts";
import { type Extent, type NumberType, type Role, sizeOf, type Tensor } from "../../plan/tensor.ts";

/** Takes one answer after the other. */
export type Tell = (numbers: ArrayLike<number>) => void;

export class Answering {
  readonly #tensors: Tensor[] = [];
  #executor: Executor | null = null;
  readonly #tell: Tell;

  constructor(tell: Tell) {
    this.#tell = tell;
  }

  /** A tensor of a name that no other has. */
  tensor(role: Role, extent: Extent, type: NumberType, ...shape: readonly number[]): Tensor {
    const tensor = { name: `t${this.#tensors.length}`, role, type, shape, extent };
    this.#tensors.push(tensor);
    return tensor;
  }

  once(...shape: readonly number[]): Tensor {
    return this.tensor("parameter", "once", "float", ...shape);
  }

  rows(...shape: readonly number[]): Tensor {
    return this.tensor("activation", "row", "float", ...shape);
  }

  /** Doubles between operations. */
  doubles(extent: "once" | "row", ...shape: readonly number[]): Tensor {
    return this.tensor("activation", extent, "double", ...shape);
  }

  /** A double of every step, or some. */
  steps(role: "figure" | "coefficient", ...shape: readonly number[]): Tensor {
    return this.tensor(role, "step", "double", ...shape);
  }

  /** Takes memory for all tensors so far. */
  open(backend: Backend, capacity: number): void {
    this.#executor = backend.open({ tensors: this.#tensors, capacity });
  }

  get executor(): Executor {
    if (this.#executor === null) throw new Error("Cannot ask for answers: the executor is not open");
    return this.#executor;
  }

  write(tensor: Tensor, values: ArrayLike<number>): void {
    void this.executor.write(tensor, values);
  }

  feed(tensors: FeedTensors, { x, y }: Dataset, use: FeedUse): Feed {
    return finish(this.executor.feed(tensors, x, y, use));
  }

  /** One run over what was written. */
  run(operations: readonly Operation[], rows: number): void {
    void this.executor.compile(operations, rows, null).run(null, 1);
  }

  /** Tells what `tensors` hold, of those of every row so many rows, of those of every step the first step's. */
  tell(rows: number, ...tensors: readonly Tensor[]): void {
    for (const tensor of tensors) {
      const count = sizeOf(tensor) * (tensor.extent === "row" ? rows : 1);
      const numbers = this.executor.read(tensor, 0, count) as FloatArray | Int32Array;
      if (!(numbers instanceof Int32Array)) makeNaNsAlike(numbers);
      this.#tell(numbers);
    }
  }

  close(): void {
    this.executor.dispose();
  }
}

/**
 * Of two NaNs an operation gives either, by the order in which the compiler has put its operands: WebAssembly leaves it
 * that freedom. So where NaNs are is compared, not which. All others are compared by every bit.
 */
function makeNaNsAlike(numbers: FloatArray): void {
  const words = numbers.BYTES_PER_ELEMENT / 4;
  const bits = new Uint32Array(numbers.buffer, numbers.byteOffset, numbers.length * words);
  for (let i = 0; i < numbers.length; i++) {
    if (!Number.isNaN(numbers[i])) continue;
    bits[i * words] = words === 1 ? 0x7fc00000 : 0;
    if (words === 2) bits[2 * i + 1] = 0x7ff80000;
  }
}
