/** The experiments of the kept stores. The last two are called again by the test, so they stay as they are to the letter. */

const shared = {
  data: { set: "sequences", rows: 400, splitSeed: 1 },
  model: {
    inputs: 20,
    layers: [
      { kind: "dense", units: 4, activation: "relu" },
      { kind: "dense", units: 1 },
    ],
    loss: "sigmoid-binary-cross-entropy",
  },
  optimizer: "sgd",
  numerics: "strict",
};

export const EXPERIMENTS = {
  /** finished: three optimizers, repeats, early stopping, pruning */
  mixed: {
    ...shared,
    description: "Three optimizers, early stopping and pruning",
    training: {
      epochs: 9,
      batchSize: 16,
      evaluateTrain: true,
      doctor: true,
      earlyStopping: { metric: "validation-loss", patience: 4, restoreBest: true },
    },
    parameters: {
      optimizer: { at: "optimizer.kind", values: { SGD: "sgd", RMSprop: "rmsprop", Adam: "adam" } },
      rate: { kind: "log-uniform", low: 0.001, high: 0.3, at: "optimizer.learningRate" },
    },
    search: { kind: "sobol", configurations: 8 },
    repeats: 2,
    pruning: { kind: "median", warmupEpochs: 3, wave: 4 },
    objective: "validation-loss",
    threshold: 0.69,
  },
  /** its first trials diverge; it is interrupted, cancelled, and one trial removed */
  troubled: {
    ...shared,
    description: "Rates that are far too large",
    data: { set: "sequences", rows: 2000, splitSeed: 1 },
    training: { epochs: 40, batchSize: 1 },
    parameters: { rate: { at: "optimizer.learningRate", values: [1e38, 0.05, 0.01, 0.003] } },
    repeats: 2,
  },
  /** `minibatch train` */
  alone: { ...shared, optimizer: "adam", training: { epochs: 6, batchSize: 16 } },
  /** interrupted in the middle, with checkpoints */
  paused: {
    ...shared,
    data: { set: "sequences", rows: 2000, splitSeed: 1 },
    training: { epochs: 30, batchSize: 1 },
    parameters: { optimizer: { at: "optimizer.kind", values: { SGD: "sgd", Adam: "adam" } } },
    repeats: 3,
  },
} as const;

export type ExperimentName = keyof typeof EXPERIMENTS;

export function experimentFile(name: ExperimentName): string {
  return JSON.stringify({ name, ...EXPERIMENTS[name] });
}
