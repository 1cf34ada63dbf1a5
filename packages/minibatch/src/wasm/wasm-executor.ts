/**
 * The executor on WASM kernels: tensors lie in an arena, operations are encoded into programs that many threads run.
 */
import type { Rows, Targets } from "../data/dataset.ts";
import type { Slices } from "../data/slices.ts";
import type { FloatArray } from "../math/float-array.ts";
import type { BlasChoice } from "../plan/blas.ts";
import { checkCapacity } from "../plan/check-run.ts";
import type { Executor, Feed, FeedTensors, FeedUse, Numerics, Program, Space } from "../plan/executor.ts";
import { findOrMake } from "../plan/find-or-make.ts";
import type { Operation } from "../plan/operation.ts";
import type { Tensor } from "../plan/tensor.ts";
import type { ThreadHost } from "../plan/thread-host.ts";
import { encode } from "./program/encode.ts";
import type { Encoders } from "./program/encoders.ts";
import { type InputForm, type InputUse, inputUseOf } from "./program/input-form.ts";
import { ProgramRoom } from "./program/program-room.ts";
import { RowStore } from "./program/row-store.ts";
import { type NumberArray, TensorMemory } from "./tensor-memory.ts";
import { ThreadChoice } from "./thread-choice.ts";
import { ThreadGroup } from "./thread-group.ts";
import type { TileShape } from "./tile-shape.ts";
import { openFeed, type WasmFeed } from "./wasm-feed.ts";
import { hasSharedMemory } from "./wasm-memory.ts";
import { type PlacedProgram, WasmProgram } from "./wasm-program.ts";

/** What executors of one backend have in common. */
export interface WasmModule {
  readonly module: WebAssembly.Module;
  readonly name: string;
  readonly numerics: Numerics;
  readonly host: ThreadHost | null;
  readonly blas: BlasChoice | null;
  readonly tiles: TileShape;
  /** of the operations that the module has */
  readonly encoders: Partial<Encoders>;
}

/** What is kept for a list of operations. */
interface Known {
  /** by the input's name */
  readonly uses: Map<string, InputUse>;
  /** programs that lie in the arena, by what they were encoded for; those of resident rows are the feed's */
  readonly placed: Map<string, PlacedProgram>;
  /** programs for what was written by hand, by rows */
  readonly byHand: Map<number, Program>;
}

export class WasmExecutor implements Executor {
  readonly name: string;
  readonly precision = "float32";
  readonly numerics: Numerics;
  readonly answersAtOnce = true;
  readonly #memory: TensorMemory;
  readonly #group: ThreadGroup;
  readonly #threads: ThreadChoice;
  readonly #room: ProgramRoom;
  readonly #store: RowStore;
  readonly #mostThreads: number;
  readonly #blas: BlasChoice | null;
  readonly #tiles: TileShape;
  readonly #encoders: Partial<Encoders>;
  readonly #known = new WeakMap<readonly Operation[], Known>();

  constructor({ module, name, numerics, host, blas, tiles, encoders }: WasmModule, space: Space) {
    this.name = name;
    this.numerics = numerics;
    this.#blas = blas;
    this.#tiles = tiles;
    this.#encoders = encoders;
    this.#mostThreads = host?.count ?? 1;
    this.#memory = new TensorMemory(module, space, this.#mostThreads, hasSharedMemory());
    const { arena } = this.#memory;
    this.#group = new ThreadGroup(module, arena, host);
    this.#threads = new ThreadChoice(this.#group);
    this.#room = new ProgramRoom(arena, this.#group, blas);
    this.#store = new RowStore(arena);
  }

  *feed(
    tensors: FeedTensors,
    x: Rows,
    y: Targets | null,
    use: FeedUse,
    weights: FloatArray | null = null,
  ): Slices<Feed> {
    this.#memory.arena.checkLive();
    return yield* openFeed(this.#store, tensors, x, y, use, weights);
  }

  compile(operations: readonly Operation[], rows: number, feed: Feed | null): Program {
    this.#memory.arena.checkLive();
    const ours = feed as WasmFeed | null;
    const bySize = ours === null ? this.#knownOf(operations).byHand : ours.programs.get(operations);
    return bySize?.get(rows) ?? this.#make(operations, rows, ours);
  }

  ready(): Promise<void> | null {
    return this.#threads.wantsOthers ? this.#threads.startOthers() : null;
  }

  read(tensor: Tensor, from = 0, count: number = this.#memory.sizeOf(tensor) - from): FloatArray | Int32Array {
    const numbers = this.#numbers(tensor, from, count);
    return numbers.slice(from, from + count);
  }

  write(tensor: Tensor, values: ArrayLike<number>, from = 0): void {
    this.#numbers(tensor, from, values.length).set(values, from);
  }

  dispose(): void {
    this.#group.stop();
    this.#memory.arena.release();
  }

  #numbers(tensor: Tensor, from: number, count: number): NumberArray {
    const numbers = this.#memory.room(tensor);
    const size = this.#memory.sizeOf(tensor);
    if (from >= 0 && count >= 0 && from + count <= size) return numbers;
    throw new RangeError(`Cannot reach ${count} numbers of ${tensor.name} from ${from} on: it has ${size}`);
  }

  /** Not in `compile`, which is called at every step and must allocate nothing. */
  #make(operations: readonly Operation[], rows: number, feed: WasmFeed | null): Program {
    checkCapacity(rows, this.#memory.capacity);
    const program = new WasmProgram(this.#memory, this.#threads, this.#place(operations, rows, feed), rows, feed);
    const bySize =
      feed === null
        ? this.#knownOf(operations).byHand
        : findOrMake(feed.programs, operations, () => new Map<number, Program>());
    bySize.set(rows, program);
    return program;
  }

  /** Feeds of one form share their programs, except resident rows, whose programs name their addresses. */
  #place(operations: readonly Operation[], B: number, feed: WasmFeed | null): PlacedProgram {
    const { uses, placed } = this.#knownOf(operations);
    if (feed === null) return findOrMake(placed, String(B), () => this.#encode(operations, B, { kind: "dense" }, null));
    const { input, labels, targets } = feed.tensors;
    const form = feed.formFor(findOrMake(uses, input.name, () => inputUseOf(operations, input)));
    if (form.kind === "resident") return this.#encode(operations, B, form, feed);
    const numbers = form.kind === "raw" ? `${form.isBytes} ${form.scale}` : "";
    const key = `${B} ${form.kind} ${numbers} ${input.name} ${labels.name} ${targets.name}`;
    return findOrMake(placed, key, () => this.#encode(operations, B, form, feed));
  }

  #knownOf(operations: readonly Operation[]): Known {
    let known = this.#known.get(operations);
    if (known === undefined) {
      known = { uses: new Map(), placed: new Map(), byHand: new Map() };
      this.#known.set(operations, known);
    }
    return known;
  }

  #encode(operations: readonly Operation[], B: number, form: InputForm, feed: WasmFeed | null): PlacedProgram {
    const gathered = feed === null ? [] : gatheredBy(feed.tensors);
    const shared = { memory: this.#memory, mostThreads: this.#mostThreads, blas: this.#blas, tiles: this.#tiles };
    const encoded = encode(this.#encoders, { operations, B, input: form, gathered, ...shared });
    const run = this.#room.put(encoded.pieces);
    const isTraining = operations.some(({ kind }) => kind === "dense-gradient" || kind === "update");
    return { encoded, form, isTraining, run };
  }
}

/** What a feed fills for every step anew. */
function gatheredBy({ input, labels, targets, rowWeights }: FeedTensors): readonly Tensor[] {
  return rowWeights ? [input, labels, targets, rowWeights] : [input, labels, targets];
}
