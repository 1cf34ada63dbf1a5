/** A training on `drawSmallLabData`'s digits, seconds of it in a test. */
import { defineModel, defineOptimizer } from "minibatch";
import type { TrainTask } from "study";
import { SMALL_CLASSES, SMALL_FEATURES } from "./small-lab-data.ts";

export function smallTrainTask(seed: number, change: Partial<TrainTask> = {}): TrainTask {
  return {
    kind: "train",
    id: `small/seed-${seed}`,
    data: { set: "mnist", split: "sweep", trainRows: null, validationRows: 200, testRows: null },
    model: defineModel({
      inputs: SMALL_FEATURES,
      layers: [
        { kind: "dense", units: 12, activation: "relu" },
        { kind: "dense", units: 6, activation: "tanh" },
        { kind: "dense", units: SMALL_CLASSES },
      ],
      loss: "softmax-cross-entropy",
    }),
    optimizer: defineOptimizer({ kind: "adam", learningRate: 0.01 }),
    epochs: 4,
    batchSize: 16,
    seed,
    evaluateTrain: true,
    evaluateTest: true,
    doctor: true,
    keepWeights: false,
    ...change,
  };
}
