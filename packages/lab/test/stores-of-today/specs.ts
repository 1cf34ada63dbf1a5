/** The experiments of the stores beside it, on the synthetic sequences. */
const BASE = {
  data: { set: "sequences", rows: 160, splitSeed: 1 },
  model: {
    inputs: 20,
    layers: [
      { kind: "dense", units: 3, activation: "relu" },
      { kind: "dense", units: 1 },
    ],
    loss: "sigmoid-binary-cross-entropy",
  },
  optimizer: { kind: "sgd" },
  training: { epochs: 4, batchSize: 16, evaluateTrain: true },
  numerics: "strict",
};
const rates = (values: readonly number[]) => ({ rate: { at: "optimizer.learningRate", values } });

/** Adam and dropout: state of an optimizer and of a random stream, in a checkpoint. */
const LONG = {
  ...BASE,
  model: { ...BASE.model, layers: [BASE.model.layers[0], { kind: "dropout", rate: 0.2 }, BASE.model.layers[1]] },
  optimizer: { kind: "adam" },
  training: { epochs: 100, batchSize: 16 },
};

export const SPECS = {
  /** optimizers, repeats and early stopping */
  several: {
    ...BASE,
    name: "several",
    description: "Three optimizers at two rates.",
    training: { ...BASE.training, epochs: 6, earlyStopping: { metric: "validation-loss", patience: 1 } },
    parameters: { optimizer: { at: "optimizer.kind", values: ["sgd", "adam", "rmsprop"] }, ...rates([0.1, 0.003]) },
    repeats: 2,
    threshold: 0.5,
  },
  pruned: {
    ...BASE,
    name: "pruned",
    training: { epochs: 9, batchSize: 16 },
    parameters: {
      units: { kind: "integer", low: 2, high: 6, at: "model.layers[0].units" },
      ...{ rate: { kind: "log-uniform", low: 0.001, high: 0.3, at: "optimizer.learningRate" } },
    },
    search: { kind: "sobol", configurations: 9 },
    pruning: { kind: "successive-halving", minEpochs: 1, factor: 3 },
    objective: "validation-loss",
  },
  /** half of its trials diverge; one is removed */
  wild: { ...BASE, name: "wild", parameters: rates([0.1, 1e30]), repeats: 2 },
  single: { ...BASE, name: "single" },
  cancelled: { ...BASE, name: "cancelled", training: LONG.training, parameters: rates([0.1, 0.03, 0.01]) },
  paused: { ...LONG, name: "paused", parameters: rates([0.03, 0.01, 0.003]) },
  killed: { ...LONG, name: "killed", parameters: rates([0.02, 0.005]), repeats: 2 },
};
