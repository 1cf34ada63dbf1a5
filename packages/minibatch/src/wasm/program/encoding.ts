/**
 * A program while it is encoded, operation by operation: what it works on, and how the last operation was shared out
 * among the threads. A barrier lies between operations of which one needs what another thread made; operations that
 * share out the same rows need none.
 */
import { type BlasChoice, goesToBlas } from "../../plan/blas.ts";
import type { Operation } from "../../plan/operation.ts";
import { sizeOf, type Tensor } from "../../plan/tensor.ts";
import { bytesOf } from "../room.ts";
import type { TensorMemory } from "../tensor-memory.ts";
import type { TileShape } from "../tile-shape.ts";
import type { Pointer } from "../wasm-exports.ts";
import { type Descent, descentOf } from "./descent.ts";
import type { InputForm } from "./input-form.ts";
import { op } from "./opcodes.ts";
import { type ScratchPlaces, scratchPlaces } from "./scratch-places.ts";
import type { Words } from "./words.ts";

/**
 * How the last operation's outputs were shared out; "anew": nothing since the last barrier matters. Gradients do not
 * depend on each other.
 */
export type Shares = "anew" | "rows" | "columns" | "elements" | "gradients";

/** What is encoded: operations on batches of B rows. */
export interface ToEncode {
  readonly operations: readonly Operation[];
  readonly B: number;
  readonly input: InputForm;
  /** the tensors that a feed fills for every step anew */
  readonly gathered: readonly Tensor[];
  readonly memory: TensorMemory;
  readonly mostThreads: number;
  readonly blas: BlasChoice | null;
  readonly tiles: TileShape;
}

/** Where a loss leaves its partial sums: `parts` of each step, of which the mean is over `count`. */
export interface EncodedLoss {
  readonly loss: Tensor;
  readonly parts: number;
  readonly count: number;
}

/** Weights above this many bytes are shared out by columns, so that each core's cache holds only its own. */
const SHARED_WEIGHTS_BYTES = 262144;
/** Weights that nobody writes may be read by all cores, up to this many bytes: their caches hold a copy each. */
const MOST_READ_BYTES = 2 ** 21;
/** Batches below this many rows are shared out by columns: rows go in units of six. */
const FEWEST_ROWS = 24;

export class Encoding {
  readonly words: Words;
  readonly operations: readonly Operation[];
  readonly B: number;
  readonly input: InputForm;
  readonly memory: TensorMemory;
  readonly blas: BlasChoice | null;
  readonly tiles: TileShape;
  readonly descent: Descent | null;
  /** set once entries of the input have been made ready */
  hasEntries = false;
  /** whether each call may make only one step, because something it needs has room for only one */
  isSingle: boolean;
  loss: EncodedLoss | null = null;
  readonly #gathered: ReadonlySet<string>;
  readonly #mostThreads: number;
  readonly #changesWeights: boolean;
  #shares: Shares = "anew";
  /** whether a thread may still be at a stop, where it would see a flag raised now */
  #isStopping = false;
  #next = 0;

  constructor({ operations, B, input, gathered, memory, mostThreads, blas, tiles }: ToEncode, words: Words) {
    this.words = words;
    this.operations = operations;
    this.B = B;
    this.input = input;
    this.memory = memory;
    this.blas = blas;
    this.tiles = tiles;
    this.descent = descentOf(operations, B, (tensor) => memory.at(tensor));
    this.isSingle = input.kind === "sparse" || input.kind === "raw" || gathered.length === 0;
    this.#gathered = new Set(gathered.map(({ name }) => name));
    this.#mostThreads = mostThreads;
    this.#changesWeights = operations.some(({ kind }) => kind === "update");
  }

  /** The next operation to be encoded. */
  take(): Operation | undefined {
    return this.operations[this.#next++];
  }

  /** Whether this operation includes the next one: then that one is not encoded by itself. */
  takesOver(isDoneToo: (next: Operation) => boolean): boolean {
    const next = this.operations[this.#next];
    if (next === undefined || !isDoneToo(next)) return false;
    this.#next++;
    return true;
  }

  /** The address of a tensor that has no part for every step. */
  at(tensor: Tensor): Pointer {
    if (tensor.role === "drawn" || tensor.extent === "step" || this.isGathered(tensor)) this.isSingle = true;
    return this.memory.at(tensor);
  }

  /** Whether a feed fills it for every step anew. */
  isGathered(tensor: Tensor): boolean {
    return this.#gathered.has(tensor.name);
  }

  /** An address and how many bytes further on the next step's lies. */
  moving(tensor: Tensor): [Pointer, number] {
    if (tensor.role === "drawn") this.isSingle = true;
    return [this.memory.at(tensor), this.strideOf(tensor) * bytesOf[tensor.type]];
  }

  /** How many numbers further on the next step's lie. */
  strideOf(tensor: Tensor): number {
    if (this.isGathered(tensor)) return this.B * sizeOf(tensor);
    return tensor.extent === "step" ? sizeOf(tensor) : 0;
  }

  /** The address of plain descent's rate. */
  get rate(): [Pointer, number] {
    return [this.memory.buffers.rates.byteOffset, 4];
  }

  /** What a dense product is made in: the tile's rows and columns, scratch memory, and how much each thread has. */
  tiling(): [rows: number, columns: number, scratch: Pointer, perThread: number] {
    return [this.tiles.rows, this.tiles.columns, ...this.scratch()];
  }

  /** Scratch memory, and how much each thread has. */
  scratch(): [Pointer, number] {
    const { scratch, scratchPerThread } = this.places(0);
    return [scratch, scratchPerThread];
  }

  /** Working memory for a batch of so many features. */
  places(features: number): ScratchPlaces {
    return scratchPlaces(this.memory.scratch, this.B, features, this.#mostThreads);
  }

  /** Whether a product with [I, O] weights is shared out by columns of its outputs. */
  goesByColumns(I: number, O: number): boolean {
    return this.B < FEWEST_ROWS || I * O * 4 > (this.#changesWeights ? SHARED_WEIGHTS_BYTES : MOST_READ_BYTES);
  }

  goesToBlas(M: number, N: number, K: number): boolean {
    return goesToBlas(this.blas, M, N, K);
  }

  barrier(): void {
    if (this.#shares !== "anew") this.#wait();
  }

  /**
   * Says how the next operation is shared out. It waits for all threads unless rows follow rows, or gradients follow
   * gradients.
   */
  share(by: Exclude<Shares, "anew">): void {
    if (this.#shares !== by || by === "columns" || by === "elements") this.barrier();
    this.#shares = by;
  }

  /** Says how an operation that did not `share` leaves its outputs. */
  left(shares: Shares): void {
    this.#shares = shares;
  }

  /** An elementwise operation on rows goes by rows after rows, else by elements; 1 for those. */
  shareElements(): 0 | 1 {
    if (this.#shares === "rows") return 0;
    this.share("elements");
    return 1;
  }

  /** Call before an operation that may raise the flag: no thread may still be looking at it. */
  beforeFlag(): void {
    if (this.#isStopping) this.#wait();
  }

  stop(): void {
    this.barrier();
    this.words.emit(op.stopUnlessFinite);
    this.#isStopping = true;
  }

  /** A barrier: the next step begins when all threads are there. */
  end(): void {
    if (this.#isStopping) this.#wait();
    else this.barrier();
  }

  #wait(): void {
    this.words.emit(op.barrier);
    this.#shares = "anew";
    this.#isStopping = false;
  }
}
