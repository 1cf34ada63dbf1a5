/** What a worker tells while it works. Its trials are told as a sweep's are. */
import type { TrialEvents } from "../runner/trial-events.ts";
import type { ExperimentRecord } from "../store/store.ts";

export interface WorkerEvents extends TrialEvents {
  /** before the first trial of an experiment that this worker has not met */
  onExperiment(experiment: ExperimentRecord): void;
  /** an experiment that is others' business, for what it takes is not here: why, in a line */
  onLeft?(line: string): void;
  /** the server cannot be reached for the moment; told at every attempt */
  onTrouble(error: Error): void;
  /** and now it can again */
  onRecovery(): void;
}
