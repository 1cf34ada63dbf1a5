/**
 * An executor keeps the tensors and runs operations on them: on this thread, on others, or on a device. Only it has
 * their numbers. It may answer at once or later; calls take effect in the order in which they are made. One suite of
 * tests, test/executor-contract.ts, compares every executor with the reference.
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
  /** all that operations will name; parts of other tensors may be left out */
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
  /** The same backend on up to `host.count` threads; itself where it cannot use threads. */
  withThreads(host: ThreadHost): Backend;
  /** The same backend with every operation, where it has been made with those of dense networks alone. */
  withAllKernels?(): Answer<Backend>;
  /**
   * The same backend with products by a BLAS; null where that is not allowed: in strict numerics, and on the reference.
   */
  withBlas(choice: BlasChoice): Backend | null;
}

/** Rows of a feed that make a batch: `order[from] ... order[from + count - 1]`. */
export interface BatchRows {
  readonly order: Uint32Array;
  readonly from: number;
  readonly count: number;
}

/**
 * How the rows will be used: "often", as in a fit, which pays for preparing them; "once", forward only; "step", a
 * single step on all of them.
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
  /** a float of every row, for rows that have weights; null: none of this model's have */
  readonly rowWeights?: Tensor | null;
  /**
   * [features, units]: the weights of the dense product, where it alone reads the input. Then only the input's non-zero
   * entries are needed, and may be prepared for that product. A hint: operations that read the input in another way get
   * it dense.
   */
  readonly weights?: Tensor | null;
}

/** Operations made ready for batches of so many rows. */
export interface Program {
  /** most steps of one call, at least 1 and at most MOST_STEPS */
  readonly mostSteps: number;
  /**
   * Makes `steps` steps. Step i takes `rows` rows of the batch, from `from + i * rows` on. Returns how many were made:
   * fewer where a stop met a number that is not finite. Without a feed, `batch` is null and the tensors were written by
   * hand.
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
   * Prepares rows, and their targets unless they are only predicted, so that batches can be drawn, with the weights of
   * rows that have some. The rows are already checked, fit the tensors, and do not change until the feed is released.
   */
  feed(tensors: FeedTensors, x: Rows, y: Targets | null, use: FeedUse, weights?: FloatArray | null): Slices<Feed>;
  /**
   * Prepares operations for batches of `rows` rows, drawn from a feed or, where that is null, written by hand. Equal
   * arguments return the same program, at no cost.
   */
  compile(operations: readonly Operation[], rows: number, feed: Feed | null): Program;
  /** A promise to await before the next run, when threads are worth starting; else null. */
  ready(): Promise<void> | null;

  /**
   * A copy of `count` numbers of a tensor, starting at `from`; all of them by default. For a tensor of every row or
   * step, the numbers of each follow those of the one before.
   */
  read(tensor: Tensor, from?: number, count?: number): Answer<FloatArray | Int32Array>;
  /** Overwrites a tensor's numbers, starting at `from`. */
  write(tensor: Tensor, values: ArrayLike<number>, from?: number): Answer<void>;

  /** Frees the memory. Every later call throws. */
  dispose(): void;
}
