/**
 * Who runs operations. An executor keeps the tensors, on this thread, on others, or on a device: nobody else holds their
 * numbers. It may answer at once or later; calls take effect in the order in which they are made. One contract suite holds
 * every executor to the reference: test/executor-contract.ts.
 */
import type { Rows, Targets } from "../data/dataset.ts";
import type { Slices } from "../data/slices.ts";
import type { FloatArray, Precision } from "../math/float-array.ts";
import type { BlasChoice } from "./blas.ts";
import type { Operation } from "./operation.ts";
import type { Tensor } from "./tensor.ts";
import type { ThreadHost } from "./thread-host.ts";

/** "fast" may fuse multiply and add; "strict" gives the same bits on every machine. */
export type Numerics = "fast" | "strict";

/** Now, or later. */
export type Answer<T> = T | Promise<T>;

/** What an executor is opened for. */
export interface Space {
  /** all that operations will name; a part of another tensor need not be among them */
  readonly tensors: readonly Tensor[];
  /** most rows of a batch */
  readonly capacity: number;
}

/** Makes executors, each with memory of its own. */
export interface Backend {
  /** e.g. "reference-float64", "wasm-relaxed", "wasm-strict" */
  readonly name: string;
  readonly precision: Precision;
  readonly numerics: Numerics;
  /** Takes all memory, zeroed. Throws RangeError where there is not enough. */
  open(space: Space): Executor;
  /** The same on up to as many threads as the host has; itself where it has none. */
  withThreads(host: ThreadHost): Backend;
  /** The same with products by a BLAS, or null where it may not be: in strict numerics, on the reference. */
  withBlas(choice: BlasChoice): Backend | null;
}

/** Rows of a feed that make a batch: `order[from] ... order[from + count - 1]`. */
export interface BatchRows {
  readonly order: Uint32Array;
  readonly from: number;
  readonly count: number;
}

/**
 * How often rows will be passed: "often", as a fit does, is worth making them ready; "once" forward; "step" for a single step, of
 * which they are all the rows.
 */
export type FeedUse = "often" | "once" | "step";

/** What a batch is drawn from, ready for one executor. Give it back with `release`. */
export interface Feed {
  release(): void;
}

/** The tensors that a feed fills. */
export interface FeedTensors {
  /** [features] of every row, float */
  readonly input: Tensor;
  /** for targets given as classes: an int of every row */
  readonly labels: Tensor;
  /** for others: [outputs] of every row, float */
  readonly targets: Tensor;
  /**
   * [features, units] of the dense product that alone reads the input, where there is one: its entries, the numbers that are not 0,
   * will then do, and may be made ready for it. A hint: operations that read the input otherwise get it dense.
   */
  readonly weights?: Tensor | null;
}

/** Operations made ready for batches of so many rows. */
export interface Program {
  /** most steps of one call, at least 1 and at most MOST_STEPS */
  readonly mostSteps: number;
  /**
   * Makes `steps` steps, each of the next rows of the batch: step i has `rows` of them from `from + i * rows` on. Answers how many
   * were made: fewer when a stop met a number that was not finite. Without a feed the batch is what was written: null.
   */
  run(batch: Pick<BatchRows, "order" | "from"> | null, steps: number): Answer<number>;
}

/** Keeps tensors and runs operations on them. */
export interface Executor {
  readonly name: string;
  readonly precision: Precision;
  readonly numerics: Numerics;
  /** whether every answer is given at once */
  readonly answersAtOnce: boolean;

  /**
   * Makes rows, and their targets unless they are only predicted, ready to be drawn from. They are checked, fit the tensors, and do not
   * change until the feed is released.
   */
  feed(tensors: FeedTensors, x: Rows, y: Targets | null, use: FeedUse): Slices<Feed>;
  /**
   * Operations for batches of `rows` rows, drawn from a feed or, with null, written by hand. Equal arguments give the same program:
   * asking again costs nothing.
   */
  compile(operations: readonly Operation[], rows: number, feed: Feed | null): Program;
  /** What to wait for before the next run: threads that are worth starting by now. Null: nothing. */
  ready(): Promise<void> | null;

  /**
   * A copy of `count` numbers of a tensor, from its `from`th on; all of them by default. Of a tensor of every row or step the
   * numbers of one follow those of the one before.
   */
  read(tensor: Tensor, from?: number, count?: number): Answer<FloatArray | Int32Array>;
  /** Overwrites a tensor's numbers, from its `from`th on. */
  write(tensor: Tensor, values: ArrayLike<number>, from?: number): Answer<void>;

  /** Frees the memory: what is called afterwards throws. */
  dispose(): void;
}
