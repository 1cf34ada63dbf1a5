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
const MOST_COEFFICIENTS = 32;
/** Programs (program/): some for every arena, and so many bytes for each buffer, of which a layer has several. */
const PROGRAM_BYTES = 32768;
const PROGRAM_BYTES_PER_BUFFER = 256;

export class WasmArena {
  readonly exports: WasmExports;
  readonly scratch: number;
  readonly coefficients: Float64Array;
  /** byte offset of the team's state, and its words */
  readonly team: number;
  readonly state: Int32Array;
  /** where programs lie */
  readonly programs: { readonly at: number; readonly bytes: number };
  readonly #isShared: boolean;
  #memory: WebAssembly.Memory | null;
  #next: number;
  #end: number;

  constructor(module: WebAssembly.Module, size: ArenaSize, heapBaseHint: number, isShared: boolean) {
    const { floats, ints, scratchBytes, buffers = DEFAULT_BUFFERS } = size;
    const programBytes = PROGRAM_BYTES + buffers * PROGRAM_BYTES_PER_BUFFER;
    const fixed = TEAM_BYTES + MOST_COEFFICIENTS * 8 + programBytes + scratchBytes;
    // and more of rounding for the four fixed regions
    const bytes = heapBaseHint + (floats + ints) * 4 + fixed + (buffers + 4) * ALIGNMENT + TAIL_BYTES;
    this.#isShared = isShared;
    this.#memory = createMemory(bytes, isShared);
    const instance = new WebAssembly.Instance(module, { env: { memory: this.#memory, abort: refuseAbort } });
    this.exports = instance.exports as unknown as WasmExports;
    this.team = roundUp(this.exports.heapBase());
    this.state = new Int32Array(this.#memory.buffer, this.team, TEAM_BYTES / 4);
    const coefficients = this.team + TEAM_BYTES;
    this.coefficients = new Float64Array(this.#memory.buffer, coefficients, MOST_COEFFICIENTS);
    this.programs = { at: coefficients + MOST_COEFFICIENTS * 8, bytes: programBytes };
    this.scratch = roundUp(this.programs.at + programBytes);
    this.#next = roundUp(this.scratch + scratchBytes);
    this.#end = this.#memory.buffer.byteLength - TAIL_BYTES;
  }

  get memory(): WebAssembly.Memory {
    return this.#live();
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
