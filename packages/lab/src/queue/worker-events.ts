/** What a worker reports while it works; trials as a sweep reports them. */
import type { TrialEvents } from "../runner/trial-events.ts";
import type { ExperimentRecord } from "../store/store.ts";

export interface WorkerEvents extends TrialEvents {
  /** before this worker's first trial of an experiment */
  onExperiment(experiment: ExperimentRecord): void;
  /** an experiment that is left to other workers: why, in a line */
  onLeft?(line: string): void;
  /** the server cannot be reached at the moment; at every attempt */
  onTrouble(error: Error): void;
  /** it can be reached again */
  onRecovery(): void;
}
