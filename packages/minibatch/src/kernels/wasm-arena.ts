/**
 * The memory of one set of WASM kernels: an instance of the module over pages of its own, handed out
 * from the heap's base upwards. It never grows, for growing would detach every view.
 */
import type { ArenaSize } from "./kernels.ts";
import type { WasmExports } from "./wasm-exports.ts";

const PAGE_BYTES = 65536;
/** Buffers begin at cache lines. */
const ALIGNMENT = 64;
/** Kernels may read up to three floats past a buffer. */
const TAIL_BYTES = 64;
/** Buffers whose rounding is paid for when the size does not say how many there will be. */
const DEFAULT_BUFFERS = 1024;

export class WasmArena {
  readonly exports: WasmExports;
  readonly scratch: number;
  readonly coefficients: Float64Array;
  #memory: WebAssembly.Memory | null;
  #next: number;
  readonly #end: number;

  constructor(module: WebAssembly.Module, size: ArenaSize, heapBaseHint: number) {
    const { floats, ints, scratchBytes, buffers = DEFAULT_BUFFERS } = size;
    // and one more of rounding for the scratch memory
    const bytes = heapBaseHint + (floats + ints) * 4 + scratchBytes + (buffers + 1) * ALIGNMENT + TAIL_BYTES;
    this.#memory = allocateMemory(bytes);
    const instance = new WebAssembly.Instance(module, { env: { memory: this.#memory, abort: refuseAbort } });
    this.exports = instance.exports as unknown as WasmExports;
    this.scratch = roundUp(this.exports.heapBase());
    this.#next = roundUp(this.scratch + scratchBytes);
    this.#end = this.#memory.buffer.byteLength - TAIL_BYTES;
    this.coefficients = new Float64Array(this.#memory.buffer, this.exports.coefficientsBase(), 32);
  }

  floats(count: number): Float32Array {
    return new Float32Array(this.#live().buffer, this.#take(count * 4), count);
  }

  ints(count: number): Int32Array {
    return new Int32Array(this.#live().buffer, this.#take(count * 4), count);
  }

  release(): void {
    this.#memory = null;
  }

  #live(): WebAssembly.Memory {
    if (this.#memory === null) throw new RangeError("Cannot allocate: the kernels are disposed of; create new ones");
    return this.#memory;
  }

  #take(bytes: number): number {
    const at = this.#next;
    if (at + bytes > this.#end) {
      throw new RangeError(`Cannot allocate ${bytes} bytes: the arena has ${this.#end - at} left; create it larger`);
    }
    this.#next = roundUp(at + bytes);
    return at;
  }
}

function allocateMemory(bytes: number): WebAssembly.Memory {
  const pages = Math.ceil(bytes / PAGE_BYTES);
  if (pages > PAGE_BYTES) {
    throw new RangeError(
      `Cannot allocate ${bytes} bytes for the model: WebAssembly has at most 4 GiB; make capacity, the batch or the model smaller`,
    );
  }
  return new WebAssembly.Memory({ initial: pages });
}

function roundUp(at: number): number {
  return Math.ceil(at / ALIGNMENT) * ALIGNMENT;
}

function refuseAbort(): never {
  throw new Error("a kernel aborted");
}
