/** Where tensors lie: an array each, and the parts of them that operations of so many rows, or of one step, work on. */
import type { FloatArray, Precision } from "../math/float-array.ts";
import type { Space } from "../plan/executor.ts";
import { MOST_STEPS, sizeOf, type Tensor } from "../plan/tensor.ts";

export type Numbers = FloatArray | Int32Array;

const floatArrays = { float32: Float32Array, float64: Float64Array } as const;

export class Memory {
  readonly capacity: number;
  readonly #Floats: Float32ArrayConstructor | Float64ArrayConstructor;
  readonly #arrays = new Map<string, Numbers>();
  #isDisposed = false;

  /** Takes all of it, zeroed. */
  constructor(precision: Precision, { tensors, capacity }: Space) {
    this.capacity = capacity;
    this.#Floats = floatArrays[precision];
    const times = { once: 1, row: capacity, step: MOST_STEPS };
    // a part lies where the whole of it does
    for (const tensor of tensors) if (tensor.within === undefined) this.#take(tensor, times[tensor.extent]);
  }

  /** Throws where the memory has been freed; `what` cannot be done then. */
  checkLive(what: string): void {
    if (this.#isDisposed) throw new Error(`Cannot ${what}: the executor has been disposed; open a new one`);
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#arrays.clear();
  }

  /** All numbers of a tensor. Throws RangeError where there is no such tensor. */
  all(tensor: Tensor): Numbers {
    if (tensor.within !== undefined) {
      const { whole, offset } = tensor.within;
      return this.all(whole).subarray(offset, offset + sizeOf(tensor));
    }
    const numbers = this.#arrays.get(tensor.name);
    if (numbers !== undefined) return numbers;
    throw new RangeError(`Cannot use ${tensor.name}: the executor was opened without it; name it among the tensors`);
  }

  /** `count` numbers from the `from`th on. Throws RangeError where the tensor has fewer. */
  part(tensor: Tensor, from: number, count: number): Numbers {
    const numbers = this.all(tensor);
    if (from < 0 || count < 0 || from + count > numbers.length) {
      throw new RangeError(
        `Cannot reach ${count} numbers of ${tensor.name} from the ${from}th on: it has ${numbers.length}`,
      );
    }
    return numbers.subarray(from, from + count);
  }

  /** The values in this precision: themselves where they are. */
  asFloats(values: FloatArray): FloatArray {
    return values instanceof this.#Floats ? values : new this.#Floats(values);
  }

  #take({ name, type, shape }: Tensor, times: number): void {
    const count = sizeOf({ shape }) * times;
    if (this.#arrays.has(name))
      throw new Error(`Cannot open an executor with two tensors named ${name}; give each a name of its own`);
    const Numbers = { float: this.#Floats, double: Float64Array, int: Int32Array }[type];
    this.#arrays.set(name, new Numbers(count));
  }
}

/** Tensors as one program's operations see them: the first `rows` rows, and in each step that step's part. */
export class Views {
  /** which step of the call is being made */
  step = 0;
  readonly rows: number;
  readonly #memory: Memory;
  /** by name; of a tensor of every step, one for each */
  readonly #views = new Map<string, readonly Numbers[]>();

  constructor(memory: Memory, rows: number) {
    this.#memory = memory;
    this.rows = rows;
  }

  floats(tensor: Tensor): FloatArray {
    return this.#of(tensor) as FloatArray;
  }

  doubles(tensor: Tensor): Float64Array {
    return this.#of(tensor) as Float64Array;
  }

  ints(tensor: Tensor): Int32Array {
    return this.#of(tensor) as Int32Array;
  }

  #of(tensor: Tensor): Numbers {
    let views = this.#views.get(tensor.name);
    if (views === undefined) {
      views = this.#cut(tensor);
      this.#views.set(tensor.name, views);
    }
    return views[tensor.extent === "step" ? this.step : 0];
  }

  #cut(tensor: Tensor): Numbers[] {
    const size = sizeOf(tensor);
    if (tensor.extent === "once") return [this.#memory.all(tensor)];
    if (tensor.extent === "row") return [this.#memory.part(tensor, 0, this.rows * size)];
    return Array.from({ length: MOST_STEPS }, (_, step) => this.#memory.part(tensor, step * size, size));
  }
}
