/** What is recorded of a training: how it was made, and what it gave in either numerics. */
import type { FitOptions, ModelInput, OptimizerInput } from "minibatch";

/** Rows drawn from a seed; `run-training.ts` draws them. */
export interface DrawnData {
  readonly seed: number;
  readonly rows: number;
  readonly validationRows: number;
  readonly features: number;
  readonly outputs: number;
  /** how much of a row is not 0, in percent */
  readonly fill: number;
  readonly storage: "float32" | "bytes" | "compressed";
  readonly targets: "classes" | "shares" | "bits" | "numbers";
  /** whether rows count differently */
  readonly areWeighted?: boolean;
}

/** One call of `fit`; every one has the validation rows or none has. */
export type DrawnFit = Pick<
  FitOptions,
  "epochs" | "batchSize" | "shuffle" | "evaluateTrain" | "earlyStopping" | "doctor" | "augment" | "classWeights"
>;

export interface DrawnTraining {
  readonly name: string;
  readonly seed: number;
  readonly model: ModelInput;
  readonly optimizer: Exclude<OptimizerInput, string>;
  readonly data: DrawnData;
  readonly fits: readonly DrawnFit[];
  /** after so many updates it is stopped, saved, and goes on in another trainer */
  readonly stopAt: number | null;
}

/** epoch, step, rate, batch loss, train loss and accuracy, validation loss and accuracy, kept epoch */
export type EpochFigures = readonly (number | null)[];

export interface Outcome {
  readonly epochs: readonly EpochFigures[];
  /** of what the doctor measured, all epochs */
  readonly healthSha256: string | null;
  readonly weightsSha256: string;
  /** of the predictions for the validation rows; null where the weights are not finite */
  readonly predictionsSha256: string | null;
  /** what ended it early */
  readonly error: string | null;
}

export interface RecordedTraining extends DrawnTraining {
  readonly strict: Outcome;
  readonly fast: Outcome;
}
