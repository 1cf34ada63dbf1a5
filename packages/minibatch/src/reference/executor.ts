/** The reference executor: tensors are arrays of this thread, and it answers at once. */
import type { Rows, Targets } from "../data/dataset.ts";
import type { Slices } from "../data/slices.ts";
import type { FloatArray, Precision } from "../math/float-array.ts";
import type { Executor, Feed, FeedTensors, FeedUse, Program, Space } from "../plan/executor.ts";
import { findOrMake } from "../plan/find-or-make.ts";
import type { Operation } from "../plan/operation.ts";
import type { Tensor } from "../plan/tensor.ts";
import { type Programs, ReferenceFeed } from "./batch.ts";
import { Memory } from "./memory.ts";
import { ReferenceProgram } from "./program.ts";

export class ReferenceExecutor implements Executor {
  readonly name: string;
  readonly precision: Precision;
  readonly numerics: "strict" = "strict";
  readonly answersAtOnce: boolean = true;
  readonly #memory: Memory;
  /** of batches that are written by hand */
  readonly #programs: Programs = new WeakMap();

  constructor(name: string, precision: Precision, space: Space) {
    this.name = name;
    this.precision = precision;
    this.#memory = new Memory(precision, space);
  }

  // biome-ignore lint/correctness/useYield: to copy nothing takes no time
  *feed(
    tensors: FeedTensors,
    x: Rows,
    y: Targets | null,
    _use: FeedUse,
    weights: FloatArray | null = null,
  ): Slices<Feed> {
    this.#memory.checkLive("make rows ready");
    return new ReferenceFeed(this.#memory, tensors, x, y, weights);
  }

  compile(operations: readonly Operation[], rows: number, feed: Feed | null): Program {
    this.#memory.checkLive("compile");
    const ours = feed as ReferenceFeed | null;
    const ofRows = findOrMake(ours?.programs ?? this.#programs, operations, () => new Map<number, Program>());
    return findOrMake(ofRows, rows, () => new ReferenceProgram(this.#memory, operations, rows, ours));
  }

  ready(): null {
    return null;
  }

  read(tensor: Tensor, from = 0, count?: number): FloatArray | Int32Array {
    this.#memory.checkLive(`read ${tensor.name}`);
    return this.#memory.part(tensor, from, count ?? this.#memory.all(tensor).length - from).slice();
  }

  write(tensor: Tensor, values: ArrayLike<number>, from = 0): void {
    this.#memory.checkLive(`write ${tensor.name}`);
    this.#memory.part(tensor, from, values.length).set(values);
  }

  dispose(): void {
    this.#memory.dispose();
  }
}
