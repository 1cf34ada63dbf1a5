/** What a task is given while it runs in a worker thread, and what it tells. */
import type { ModuleFiles } from "../modules/module-files.ts";
import type { Fork } from "./plan-forks.ts";

/** What a running task may tell: shown in its progress bar. */
export interface TaskProgress {
  readonly epoch: number;
  readonly epochs: number;
  readonly loss: number | null;
  readonly accuracy: number | null;
  /** the epochs that have ended since it last told; of one that goes on the first time also those before */
  readonly ended?: readonly EpochFigures[];
}

/** What is shown of an epoch, by the store's names: `validationLoss`, `trainAccuracy`, ... */
export type EpochFigures = Readonly<Record<string, number>>;

/** How far a training may go in this attempt, decided outside; a task's figures up to there do not depend on it. */
export interface AttemptLimits {
  /** epochs after which it pauses: it leaves a checkpoint and throws PausedError; null: it goes on to its end */
  readonly untilEpoch: number | null;
  /** the metric that the thresholds are of, and whether more is better; null: it is never pruned */
  readonly pruning: {
    readonly metric: string;
    readonly goal: "min" | "max";
    /** by epoch - 1: it ends when its best figure up to there is worse than this; null: nothing is decided there */
    readonly thresholds: readonly (number | null)[];
  } | null;
  /**
   * least time between two checkpoints; 0: after every epoch, so that a killed process loses no more than the one it
   * was in
   */
  readonly checkpointEveryMs: number;
}

/** For a plan of many short tasks: two seconds of work are little, and each checkpoint is waited for. */
export const NO_LIMITS: AttemptLimits = { untilEpoch: null, pruning: null, checkpointEveryMs: 2_000 };

/** Thrown by a task that has come to `untilEpoch`, after its checkpoint. */
export class PausedError extends Error {
  override readonly name = "PausedError";
}

/** What a task is given besides its own JSON. Everything here can be used from a worker thread. */
export interface TaskContext<Data> {
  readonly data: Data;
  readonly numerics: "fast" | "strict";
  /** of trainings of one's own; absent or null: there are none */
  readonly modules?: ModuleFiles | null;
  progress(progress: TaskProgress): void;
  /**
   * bytes of the last checkpoint of this task, or null; `checkpoint` replaces it, and resolves when it is kept: nothing
   * before it can be lost any more. `epochs` whole ones lie behind it
   */
  readonly resumeFrom: Uint8Array | null;
  checkpoint(bytes: Uint8Array, epochs?: number): Promise<void>;
  /** tasks that begin as this one does: at the epoch that each says, `handOver` gives its checkpoint */
  readonly forks: readonly Fork[];
  handOver(fork: Fork, bytes: Uint8Array): void;
  readonly limits: AttemptLimits;
  /** the final parameters, little-endian, in the model's order; called once, before the result */
  handInWeights(bytes: Uint8Array): void;
  /** aborted when the user interrupts: throw as soon as convenient, after a checkpoint */
  readonly signal: AbortSignal;
}
