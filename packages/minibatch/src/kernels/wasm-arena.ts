/**
 * The memory of one set of WASM kernels: an instance of the module over pages of its own, handed out from the heap's base
 * upwards. What the model needs is there from the start; a shared memory may grow beyond it, for data sets.
 */
import type { ArenaSize } from "./kernels.ts";
import type { WasmExports } from "./wasm-exports.ts";
import { createMemory, growMemory } from "./wasm-memory.ts";

/** Buffers begin at cache lines. */
const ALIGNMENT = 64;
/** Kernels may read so far past a buffer. */
const TAIL_BYTES = 256;
/** Buffers whose rounding is paid for when the size does not say how many there will be. */
const DEFAULT_BUFFERS = 1024;
/** The team's state (wasm/team.ts). */
const TEAM_BYTES = 256;
/** What one call of an update takes beside its arrays: coefficients, and where its slots lie. */
const UPDATE_BYTES = 1024;
/** Programs (program/): some for every arena, and so many bytes for each buffer, of which a layer has several. */
const PROGRAM_BYTES = 32768;
const PROGRAM_BYTES_PER_BUFFER = 256;

export class WasmArena {
  readonly exports: WasmExports;
  readonly scratch: number;
  /** byte offset of the team's state, and its words */
  readonly team: number;
  readonly state: Int32Array;
  /** where programs lie */
  readonly programs: { readonly at: number; readonly bytes: number };
  readonly #isShared: boolean;
  readonly #update: number;
  #memory: WebAssembly.Memory | null;
  #next: number;
  #end: number;

  constructor(module: WebAssembly.Module, size: ArenaSize, heapBaseHint: number, isShared: boolean) {
    const { floats, ints, scratchBytes, buffers = DEFAULT_BUFFERS } = size;
    const programBytes = PROGRAM_BYTES + buffers * PROGRAM_BYTES_PER_BUFFER;
    const fixed = TEAM_BYTES + UPDATE_BYTES + programBytes + scratchBytes;
    // and more of rounding for the four fixed regions
    const bytes = heapBaseHint + (floats + ints) * 4 + fixed + (buffers + 4) * ALIGNMENT + TAIL_BYTES;
    this.#isShared = isShared;
    this.#memory = createMemory(bytes, isShared);
    const instance = new WebAssembly.Instance(module, { env: { memory: this.#memory, abort: refuseAbort } });
    this.exports = instance.exports as unknown as WasmExports;
    this.team = roundUp(this.exports.heapBase());
    this.state = new Int32Array(this.#memory.buffer, this.team, TEAM_BYTES / 4);
    this.#update = this.team + TEAM_BYTES;
    this.programs = { at: this.#update + UPDATE_BYTES, bytes: programBytes };
    this.scratch = roundUp(this.programs.at + programBytes);
    this.#next = roundUp(this.scratch + scratchBytes);
    this.#end = this.#memory.buffer.byteLength - TAIL_BYTES;
  }

  get memory(): WebAssembly.Memory {
    return this.#live();
  }

  /** Puts what one update takes where the kernels find it. */
  stageUpdate(
    slots: readonly { readonly byteOffset: number }[],
    coefficients: Float64Array,
  ): { readonly slots: number; readonly coefficients: number } {
    const bytes = coefficients.byteLength + 4 * slots.length;
    if (bytes > UPDATE_BYTES) {
      throw new RangeError(`Cannot update: slots and coefficients take ${bytes} bytes of ${UPDATE_BYTES}; give fewer`);
    }
    const { buffer } = this.#live();
    new Float64Array(buffer, this.#update, coefficients.length).set(coefficients);
    const table = this.#update + coefficients.byteLength;
    const words = new Int32Array(buffer, table, slots.length);
    for (let i = 0; i < slots.length; i++) words[i] = slots[i].byteOffset;
    return { slots: table, coefficients: this.#update };
  }

  floats(count: number): Float32Array {
    return new Float32Array(this.#live().buffer, this.#take(count * 4), count);
  }

  ints(count: number): Int32Array {
    return new Int32Array(this.#live().buffer, this.#take(count * 4), count);
  }

  /** The byte offset of room beyond what the arena was made for, or null where the memory cannot grow. */
  extend(bytes: number): number | null {
    const memory = this.#live();
    if (!this.#isShared || !growMemory(memory, this.#next + bytes - this.#end)) return null;
    this.#end = memory.buffer.byteLength - TAIL_BYTES;
    return this.#take(bytes);
  }

  /** Gives back everything from a byte offset on. */
  retreat(at: number): void {
    this.#next = at;
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

function roundUp(at: number): number {
  return Math.ceil(at / ALIGNMENT) * ALIGNMENT;
}

function refuseAbort(): never {
  throw new Error("a kernel aborted");
}
