/**
 * An experiment on the small sequences for the queue's tests: two optimizers at three seeds, a fraction of a second in
 * all.
 */
import { defineExperiment, type NetworkExperimentSpec } from "study";

export function queueExperiment({
  epochs = 6,
  ...change
}: Partial<NetworkExperimentSpec> & { readonly epochs?: number } = {}): NetworkExperimentSpec {
  const spec = defineExperiment({
    name: "small",
    data: { set: "sequences" },
    model: {
      inputs: 20,
      layers: [
        { kind: "dense", units: 8, activation: "relu" },
        { kind: "dense", units: 1 },
      ],
      loss: "sigmoid-binary-cross-entropy",
    },
    optimizer: "sgd",
    training: { epochs, batchSize: 16, evaluateTrain: true, doctor: true },
    numerics: "strict",
    parameters: {
      optimizer: { values: { SGD: { kind: "sgd", learningRate: 0.1 }, Adam: { kind: "adam", learningRate: 0.01 } } },
    },
    repeats: 3,
  });
  return { ...spec, ...change };
}
