/**
 * Where the tensors of a space lie in its arena, and what the executor keeps beside them. The input and the targets
 * have room for the batches of several steps, so that many can be gathered and run in one call.
 */
import type { Space } from "../plan/executor.ts";
import { MOST_STEPS, type NumberType, sizeOf, type Tensor } from "../plan/tensor.ts";
import { bytesOf, type Room, roomFor } from "./room.ts";
import { WasmArena } from "./wasm-arena.ts";
import type { Pointer } from "./wasm-exports.ts";

export type NumberArray = Float32Array | Float64Array | Int32Array;

const arrayOf: Readonly<Record<NumberType, new (buffer: ArrayBufferLike, at: number, count: number) => NumberArray>> = {
  float: Float32Array,
  double: Float64Array,
  int: Int32Array,
};

/** What an executor keeps beside its tensors: batches gathered, rates and losses of several steps. */
export interface BatchBuffers {
  /** rows for which there is room in all of this */
  readonly rows: number;
  /** [rows] which rows of a resident data set make the batches */
  readonly order: Int32Array;
  /** partial sums of the loss, of one step after the other */
  readonly losses: Float64Array;
  /** [MOST_STEPS] plain descent's rate of each step */
  readonly rates: Float32Array;
  /** of a batch of entries, whose values lie in the input: the column of each, and [capacity + 1] where rows end */
  readonly columns: Int32Array;
  readonly ends: Int32Array;
}

export class TensorMemory {
  readonly arena: WasmArena;
  readonly capacity: number;
  readonly buffers: BatchBuffers;
  readonly scratch: Pointer;
  readonly #room: Room;
  readonly #places: ReadonlyMap<string, Pointer>;
  readonly #views = new Map<string, NumberArray>();

  /** Throws RangeError where there is not so much memory. */
  constructor(module: WebAssembly.Module, space: Space, threads: number, isShared: boolean) {
    const room = roomFor(space, threads);
    const arena = new WasmArena(module, room, isShared);
    const { buffer } = arena.memory;
    this.#room = room;
    this.arena = arena;
    this.capacity = space.capacity;
    this.scratch = arena.take(room.scratchBytes);
    this.#places = new Map(
      [...room.tensors].map(([name, { tensor, count }]) => [
        name,
        arena.take(count * sizeOf(tensor) * bytesOf[tensor.type]),
      ]),
    );
    this.buffers = {
      rows: room.rows,
      order: new Int32Array(buffer, arena.take(4 * room.rows), room.rows),
      losses: new Float64Array(buffer, arena.take(8 * room.lossParts), room.lossParts),
      rates: new Float32Array(buffer, arena.take(4 * MOST_STEPS), MOST_STEPS),
      columns: new Int32Array(buffer, arena.take(4 * room.entries), room.entries),
      ends: new Int32Array(buffer, arena.take(4 * room.ends), room.ends),
    };
  }

  /** The byte offset of a tensor. */
  at(tensor: Tensor): Pointer {
    const at = this.#places.get(tensor.name);
    if (at !== undefined) return at;
    if (tensor.within === undefined) {
      throw new Error(`Cannot use the tensor ${tensor.name}: the executor was not opened for it`);
    }
    return this.at(tensor.within.whole) + tensor.within.offset * bytesOf[tensor.type];
  }

  /** The rows or steps of a tensor that there is room for: of the input and the targets, those of several batches. */
  rowsOf(tensor: Tensor): number {
    return this.#room.tensors.get(tensor.name)?.count ?? 1;
  }

  /** All of a tensor's numbers, in place; of the input and the targets also those beyond the capacity. */
  room(tensor: Tensor): NumberArray {
    const { buffer } = this.arena.memory;
    let view = this.#views.get(tensor.name);
    if (view === undefined) {
      const count = this.rowsOf(tensor) * sizeOf(tensor);
      view = new arrayOf[tensor.type](buffer, this.at(tensor), count);
      this.#views.set(tensor.name, view);
    }
    return view;
  }

  /** How many numbers of a tensor the host may see. */
  sizeOf(tensor: Tensor): number {
    return sizeOf(tensor) * (tensor.extent === "row" ? this.capacity : this.rowsOf(tensor));
  }

  /** So many float32 from a byte offset on, in place. */
  floats(at: Pointer, count: number): Float32Array {
    return new Float32Array(this.arena.memory.buffer, at, count);
  }
}
