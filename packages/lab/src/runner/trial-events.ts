/** What is told while trials run: for displays, no figure depends on it. */
import type { ExperimentSummary, TrialOutcome, TrialRecord } from "../store/store.ts";
import type { TaskProgress } from "../training/task.ts";

export interface TrialEvents {
  /** `thread` is its number; `resumed`: the trial goes on from a checkpoint */
  onStart(thread: number, trial: TrialRecord, resumed: boolean): void;
  onProgress(thread: number, trial: TrialRecord, progress: TaskProgress): void;
  /** `outcome` is null when it was stopped, or was no longer ours; the thread's next trial waits for what this gives */
  onEnd(thread: number, trial: TrialRecord, outcome: TrialOutcome | null): void | Promise<void>;
}

/** Of a sweep in this process. */
export interface SweepEvents extends TrialEvents {
  onEnd(thread: number, trial: TrialRecord, outcome: TrialOutcome | null): void;
  /** at the beginning: what earlier calls have finished */
  onBegin(summary: ExperimentSummary): void;
  /** and of its trials those that are there and are not over */
  onPlan?(open: readonly TrialRecord[]): void;
  /** where trials are ended by what others gave: after each decision */
  onSummary?(summary: ExperimentSummary): void;
}
