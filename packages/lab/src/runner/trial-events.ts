/** What a sweep tells while it runs. */

import type { ExperimentSummary, TrialOutcome, TrialRecord } from "../store/store.ts";
import type { TaskProgress } from "../training/task.ts";

export interface SweepEvents {
  /** `slot` is the worker's number; `resumed`: it goes on from a checkpoint */
  onStart(slot: number, trial: TrialRecord, resumed: boolean): void;
  onProgress(slot: number, trial: TrialRecord, progress: TaskProgress): void;
  /** `outcome` is null when it was stopped, or was no longer ours */
  onEnd(slot: number, trial: TrialRecord, outcome: TrialOutcome | null): void;
  /** at the beginning: what earlier calls have finished */
  onBegin(summary: ExperimentSummary): void;
  /** and of its trials those that are there and are not over */
  onPlan?(open: readonly TrialRecord[]): void;
  /** where trials are ended by what others gave: after each decision */
  onSummary?(summary: ExperimentSummary): void;
}
