/** A small experiment on `drawSmallLabData`'s sequences: two optimizers at three seeds, a fraction of a second in all. */
import type { ExperimentSpec } from "../src/experiment/spec.ts";

export function smallExperiment(change: Partial<ExperimentSpec> = {}): ExperimentSpec {
  return {
    kind: "sweep",
    name: "small",
    description: "",
    data: { set: "sequences", split: "random", splitSeed: null, rows: null },
    model: {
      inputs: 20,
      layers: [
        { kind: "dense", units: 8, activation: "relu" },
        { kind: "dense", units: 1 },
      ],
      loss: "sigmoid-binary-cross-entropy",
    },
    optimizer: { kind: "sgd" },
    training: {
      epochs: 6,
      batchSize: 16,
      evaluateTrain: true,
      evaluateTest: false,
      doctor: true,
      earlyStopping: null,
    },
    numerics: "strict",
    parameters: {
      optimizer: {
        kind: "choice",
        at: ["optimizer"],
        when: {},
        values: [
          { label: "SGD", value: { kind: "sgd", learningRate: 0.1 } },
          { label: "Adam", value: { kind: "adam", learningRate: 0.01 } },
        ],
      },
    },
    search: { kind: "grid", together: [] },
    pruning: { kind: "none" },
    repeats: 3,
    seed: 1,
    objective: { metric: "validation-accuracy", at: "last" },
    threshold: null,
    ...change,
  };
}
