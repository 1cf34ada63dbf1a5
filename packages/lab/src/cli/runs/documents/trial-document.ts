/** A trial as `--json` and the export tell it: what is known of it besides its figures per epoch. */
import type { TrialRecord } from "../../../store/store.ts";

type Told =
  | "parameters"
  | "seed"
  | "status"
  | "attempts"
  | "weightsSha256"
  | "seconds"
  | "configuration"
  | "repeat"
  | "objective"
  | "objectiveEpoch"
  | "keptEpoch"
  | "test"
  | "diagnosis"
  | "epochs"
  | "startedAt"
  | "endedAt";

export interface TrialDocument extends Pick<TrialRecord, Told> {
  /** its number */
  readonly trial: number;
}

export function trialDocument(trial: TrialRecord): TrialDocument {
  return {
    trial: trial.number,
    parameters: trial.parameters,
    seed: trial.seed,
    status: trial.status,
    attempts: trial.attempts,
    weightsSha256: trial.weightsSha256,
    seconds: trial.seconds,
    configuration: trial.configuration,
    repeat: trial.repeat,
    objective: trial.objective,
    objectiveEpoch: trial.objectiveEpoch,
    keptEpoch: trial.keptEpoch,
    test: trial.test,
    diagnosis: trial.diagnosis,
    epochs: trial.epochs,
    startedAt: trial.startedAt,
    endedAt: trial.endedAt,
  };
}
