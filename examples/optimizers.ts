/**
 * Figure 3 of the report: SGD, RMSprop and Adam at Keras's default settings on the sequences, five paired trainings
 * each. Run it with `minibatch sweep examples/optimizers.ts`, and see `minibatch report optimizers`.
 */
import { defineExperiment } from "minibatch-lab";

export default defineExperiment({
  name: "optimizers",
  description: "Figure 3 of the report: three optimizers at Keras's default settings.",
  data: { set: "sequences" }, // each seed draws its own split
  model: {
    inputs: 20,
    layers: [
      { kind: "dense", name: "hidden", units: 20, activation: "relu", weights: "glorot-uniform" },
      { kind: "dense", name: "output", units: 1, weights: "glorot-uniform" }, // the loss applies the sigmoid
    ],
    loss: "sigmoid-binary-cross-entropy",
  },
  optimizer: { kind: "sgd", flavour: "keras2" },
  training: { epochs: 50, batchSize: 16, evaluateTrain: true },
  parameters: {
    optimizer: { at: "optimizer.kind", values: { SGD: "sgd", RMSprop: "rmsprop", Adam: "adam" } },
  },
  repeats: 5,
  seed: 1,
});
