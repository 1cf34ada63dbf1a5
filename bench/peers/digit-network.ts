/** The network of the digits as a user writes it who leaves all else to minibatch. */
export const digitTrainer = {
  model: {
    inputs: 784,
    layers: [
      { kind: "dense", units: 200, activation: "relu" },
      { kind: "dense", units: 100, activation: "relu" },
      { kind: "dense", units: 10 },
    ],
    loss: "softmax-cross-entropy",
  },
  optimizer: { kind: "sgd", learningRate: 0.1 },
} as const;
