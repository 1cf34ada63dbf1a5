/** What the doctor's suite is made of: runs that are drawn by a seed, each with what is wrong with it. */
import type { Dataset, FindingKind, ModelInput, OptimizerInput } from "minibatch";

/** What is trained and validated on. */
export interface Rows {
  readonly train: Dataset;
  readonly validation: Dataset;
}

/** A training as an experiment describes it: advice changes it by paths of this value. */
export interface RunSpec {
  /** "auto": inputs are standardized by the rows that are trained on */
  readonly preprocessing: "auto" | readonly [];
  readonly model: ModelInput;
  readonly optimizer: OptimizerInput;
  readonly training: {
    readonly epochs: number;
    readonly batchSize: number;
    readonly shuffle?: boolean;
    readonly earlyStopping?: {
      readonly metric: "validation-loss";
      readonly patience: number;
      readonly restoreBest?: boolean;
    };
  };
}

/** A run with nothing wrong. */
export interface HealthyRun {
  readonly name: string;
  draw(seed: number): Rows;
  readonly spec: RunSpec;
}

/** A run with something wrong. */
export interface Pathology extends HealthyRun {
  /** the first finding must be one of these: more than one only where they are two words for one thing */
  readonly namedBy: readonly FindingKind[];
  /** whether a change of the spec can lower its validation loss */
  readonly hasCure: boolean;
}
