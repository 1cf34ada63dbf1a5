/** One training of problem 2's network as a task. */
import type { InitializerSpec } from "minibatch";
import type { TrainTask } from "study";
import type { TrainingSize } from "../budget.ts";
import { digitNetwork, type HiddenActivation } from "./models.ts";
import { plainSgd } from "./optimizers.ts";

export const DIGIT_BATCH_SIZE = 100;

export interface DigitTraining {
  /** what precedes `/seed-N` in the task's id */
  readonly name: string;
  readonly activation: HiddenActivation;
  readonly learningRate: number;
  /** epochs after which the rate is halved; none: a constant rate */
  readonly halvings: readonly number[];
  readonly size: TrainingSize;
  readonly seed: number;
  readonly weights?: InitializerSpec;
  readonly evaluateTrain?: boolean;
  readonly doctor?: boolean;
  readonly keepWeights?: boolean;
}

/** Trained on the 50,000, validated on the last 10,000 after each epoch, never tested. */
export function digitTask(training: DigitTraining): TrainTask {
  const { name, activation, learningRate, halvings, size, seed } = training;
  return {
    kind: "train",
    id: `${name}/seed-${seed}`,
    data: {
      set: "mnist",
      split: "sweep",
      trainRows: size.trainRows,
      validationRows: size.validationRows,
      testRows: null,
    },
    model: digitNetwork(activation, training.weights),
    optimizer: plainSgd(learningRate, halvings),
    epochs: size.epochs,
    batchSize: DIGIT_BATCH_SIZE,
    seed,
    evaluateTrain: training.evaluateTrain ?? false,
    evaluateTest: false,
    doctor: training.doctor ?? false,
    keepWeights: training.keepWeights ?? false,
  };
}
