/**
 * The memory of one executor: an instance of the module over pages of its own, handed out from the heap's base upwards.
 * What it is opened for is there from the start; a shared memory may grow beyond it, for data sets.
 */
import type { Pointer, WasmExports } from "./wasm-exports.ts";
import { createMemory, growMemory } from "./wasm-memory.ts";

/** Everything that is taken begins at a cache line. */
const ALIGNMENT = 64;
/** Kernels may read this far past the end of what is taken. */
const TAIL_BYTES = 256;
/** The thread group's state (wasm/threads.ts). */
const GROUP_BYTES = 256;
/** Static data of the module end well below this. */
const MOST_HEAP_BASE = 65536;

export interface ArenaSize {
  /** for programs */
  readonly programBytes: number;
  /** the sum of `roundUp` of all that will be taken */
  readonly bytes: number;
}

export class WasmArena {
  readonly exports: WasmExports;
  /** byte offset of the thread group's state, and its words */
  readonly group: Pointer;
  readonly state: Int32Array;
  /** where programs lie */
  readonly programs: { readonly at: Pointer; readonly bytes: number };
  readonly #isShared: boolean;
  #memory: WebAssembly.Memory | null;
  #next: Pointer;
  #end: Pointer;

  /** Throws RangeError where there is not so much memory. */
  constructor(module: WebAssembly.Module, { programBytes, bytes }: ArenaSize, isShared: boolean) {
    this.#isShared = isShared;
    this.#memory = createMemory(MOST_HEAP_BASE + GROUP_BYTES + roundUp(programBytes) + bytes + TAIL_BYTES, isShared);
    const { buffer } = this.#memory;
    const instance = new WebAssembly.Instance(module, { env: { memory: this.#memory, abort: failOnAbort } });
    this.exports = instance.exports as unknown as WasmExports;
    this.group = roundUp(this.exports.heapBase());
    this.state = new Int32Array(buffer, this.group, GROUP_BYTES / 4);
    this.programs = { at: this.group + GROUP_BYTES, bytes: programBytes };
    this.#next = roundUp(this.programs.at + programBytes);
    this.#end = buffer.byteLength - TAIL_BYTES;
  }

  get memory(): WebAssembly.Memory {
    return this.#live();
  }

  /** The byte offset of memory that nothing else uses. */
  take(bytes: number): Pointer {
    this.#live();
    const at = this.#next;
    if (at + bytes > this.#end) {
      throw new RangeError(`Cannot allocate ${bytes} bytes: the arena has ${this.#end - at} left; create it larger`);
    }
    this.#next = roundUp(at + bytes);
    return at;
  }

  /** The same, from memory that is grown for it; null where the memory cannot grow. */
  extend(bytes: number): Pointer | null {
    const memory = this.#live();
    if (!this.#isShared || !growMemory(memory, this.#next + bytes - this.#end)) return null;
    this.#end = memory.buffer.byteLength - TAIL_BYTES;
    return this.take(bytes);
  }

  /** Gives back everything from a byte offset on. */
  retreat(at: Pointer): void {
    this.#next = at;
  }

  /** Throws RangeError once it is released. */
  checkLive(): void {
    this.#live();
  }

  release(): void {
    this.#memory = null;
  }

  #live(): WebAssembly.Memory {
    if (this.#memory === null) throw new RangeError("Cannot go on: the executor is disposed of; open a new one");
    return this.#memory;
  }
}

/** The bytes rounded up to whole cache lines. */
export function roundUp(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

function failOnAbort(): never {
  throw new Error("a kernel aborted");
}
