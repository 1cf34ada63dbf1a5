/**
 * Where trials come from. The one loop (`run-trials.ts`) takes a trial from a source for each thread that is free,
 * trains it and gives it back; which trial is next, and what its end means for the others, is the source's alone.
 * `test/source-contract.ts` holds every source to this:
 *
 * - A trial that `next` gives has a lease, which nobody else has, and is given back by `end` or by `release` unless
 *   the attempt throws; `leave` comes last, whatever happened. Until then its thread asks for nothing else.
 * - `end` commits all that follows from the outcome, or nothing: a process that is killed before, during or after it
 *   loses no trial and ends none twice.
 * - After `stop` no `next` waits any longer, and none begins a trial that it need not: a trial that it has taken
 *   already is given, to be released.
 */
import type { ObjectiveSpec, Task } from "study";
import type { TakenTrial, TrialOutcome } from "../store/store.ts";
import type { Fork } from "../training/plan-forks.ts";
import type { AttemptLimits } from "../training/task.ts";
import type { ThreadSetup } from "../training/thread-messages.ts";

/** A trial in the hands of a thread, from its lease to its outcome, and all that training it takes. */
export interface TrialAttempt extends TakenTrial {
  /** what it trains; throws SpecError for a description that cannot be used, which fails the trial */
  describeTask(): Task;
  readonly objective: ObjectiveSpec;
  readonly limits: AttemptLimits;
  /** null: what the threads hold from the start */
  readonly setup: ThreadSetup | null;
  /** tasks that go on from an epoch of this one */
  readonly forks: readonly Fork[];
  /** the checkpoint from which one of `forks` goes on, by its task's id */
  onFork(id: string, checkpoint: Uint8Array): void;
  /** aborted when the source has learnt that the trial is another worker's: there is no use in training on */
  readonly lost?: AbortSignal;
}

export interface EndedAttempt {
  readonly kind: "ended";
  readonly outcome: TrialOutcome;
  /** what its task gave; undefined when it gave nothing */
  readonly result: unknown;
  /** that its thread spent on it, in this attempt alone */
  readonly seconds: number;
  /** why it failed, where it was not its training that diverged; else null */
  readonly failure: Error | null;
}

/**
 * `stopped`: asked to, its checkpoint is in the store · `lost`: the trial is another worker's by now, or was cancelled
 * or removed
 */
export type AttemptEnd = EndedAttempt | { readonly kind: "stopped" } | { readonly kind: "lost" };

export interface TrialSource<Attempt extends TrialAttempt = TrialAttempt> {
  /**
   * The next trial for this thread, or null when there is nothing more. Waits while trials that run may make others
   * ready.
   */
  next(thread: number): Promise<Attempt | null>;
  /** Commits it. False when the trial is no longer ours: nothing was written. Throws what ends the whole run. */
  end(attempt: Attempt, end: EndedAttempt): Promise<boolean>;
  /** It was not ended: its last checkpoint stays, and whoever takes it next goes on from there. */
  release(attempt: Attempt, why: "stopped" | "lost"): Promise<void>;
  /** The thread has let go of it. */
  leave(attempt: Attempt): void;
  /** Called when the run shall stop. */
  stop(): void;
  /** After the last `leave`; nothing is on its way any more when it resolves. Does not throw. */
  close(): Promise<void>;
}
