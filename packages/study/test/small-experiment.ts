/** An experiment that is right, as small as one gets: for tests that change a part of it. */
import type { ModelInput } from "minibatch";
import type { ExperimentInput } from "../src/experiment/experiment-input.ts";

export const smallExperiment: ExperimentInput & { readonly model: ModelInput } = {
  name: "small",
  data: { set: "sequences" },
  model: {
    inputs: 20,
    layers: [
      { kind: "dense", units: 4, activation: "relu" },
      { kind: "dense", units: 1 },
    ],
    loss: "sigmoid-binary-cross-entropy",
  },
  optimizer: "sgd",
};
