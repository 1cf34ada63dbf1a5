/** Twenty trainings with nothing wrong, of many kinds. */
import type { HealthyRun, RunSpec } from "./case.ts";
import { deep, network } from "./networks.ts";
import { digits, imbalanced, moved, points, waves } from "./rows.ts";

const numbers = { loss: "mean-squared-error" } as const;

function spec(
  model: RunSpec["model"],
  optimizer: RunSpec["optimizer"],
  epochs: number,
  { preprocessing = [], ...more }: Partial<RunSpec["training"] & RunSpec> = {},
): RunSpec {
  return { preprocessing, model, optimizer, training: { epochs, batchSize: 32, ...more } };
}

const stopping = { metric: "validation-loss", patience: 10 } as const;

export const healthyRuns: readonly HealthyRun[] = [
  {
    name: "spirals, ReLU, Adam",
    draw: points("spirals", 900, { noise: 0.1 }),
    spec: spec(network(2, [48, 48], 3), { kind: "adam", learningRate: 0.01 }, 60),
  },
  {
    name: "spirals, tanh, momentum",
    draw: points("spirals", 900, { noise: 0.1 }),
    spec: spec(network(2, [48, 48], 3, { activation: "tanh" }), { kind: "sgd", learningRate: 0.1, momentum: 0.9 }, 80),
  },
  {
    name: "spirals, GELU, AdamW, cosine",
    draw: points("spirals", 900, { noise: 0.1 }),
    spec: spec(
      network(2, [48, 48], 3, { activation: "gelu" }),
      { kind: "adamw", learningRate: 0.01, schedule: { kind: "cosine", unit: "epoch", over: 60 } },
      60,
    ),
  },
  {
    name: "moons, ReLU, SGD",
    draw: points("moons", 600),
    spec: spec(network(2, [32, 32], 2), { kind: "sgd", learningRate: 0.1 }, 80),
  },
  {
    name: "moons with noise, one layer of tanh",
    draw: points("moons", 600, { noise: 0.25 }),
    spec: spec(network(2, [16], 2, { activation: "tanh" }), { kind: "adam", learningRate: 0.01 }, 60),
  },
  {
    name: "circles, SiLU, RMSprop",
    draw: points("circles", 600),
    spec: spec(network(2, [24, 24], 2, { activation: "silu" }), { kind: "rmsprop", learningRate: 0.003 }, 60),
  },
  {
    name: "exclusive or, ELU, Nadam",
    draw: points("xor", 600),
    spec: spec(network(2, [16, 16], 2, { activation: "elu" }), { kind: "nadam", learningRate: 0.01 }, 50),
  },
  {
    name: "clouds that overlap, no hidden layer",
    draw: points("gaussians", 600, { noise: 2 }),
    spec: spec(network(2, [], 2), { kind: "sgd", learningRate: 0.05 }, 40),
  },
  {
    name: "four clouds, one layer of sigmoid",
    draw: points("gaussians", 800, { classes: 4 }),
    spec: spec(network(2, [24], 4, { activation: "sigmoid" }), { kind: "adam", learningRate: 0.02 }, 50),
  },
  {
    name: "clouds, one in five of class 1",
    draw: imbalanced(points("gaussians", 1200), 4),
    spec: spec(network(2, [16], 2), { kind: "adam", learningRate: 0.01 }, 30),
  },
  {
    name: "digits, ReLU, Adam",
    draw: digits(2000),
    spec: spec(network(784, [64], 10), { kind: "adam", learningRate: 0.001 }, 12),
  },
  {
    name: "digits, tanh, SGD",
    draw: digits(2000),
    spec: spec(network(784, [64, 32], 10, { activation: "tanh" }), { kind: "sgd", learningRate: 0.05 }, 15),
  },
  {
    name: "digits, dropout of a third",
    draw: digits(2000),
    spec: spec(network(784, [96], 10, { after: [{ kind: "dropout", rate: 0.33 }] }), { kind: "adam" }, 15),
  },
  {
    name: "digits, an L2 penalty of 0.0001, Glorot normal",
    draw: digits(2000),
    spec: spec(
      network(784, [64], 10, { weights: "glorot-normal", regularizer: { l2: 1e-4 } }),
      { kind: "sgd", learningRate: 0.1, momentum: 0.9 },
      12,
    ),
  },
  {
    name: "digits, six layers, He normal",
    draw: digits(2000),
    spec: spec(network(784, deep(6, 64), 10, { weights: "he-normal" }), { kind: "adam", learningRate: 0.001 }, 15),
  },
  {
    name: "few digits, early stopping",
    draw: digits(500),
    spec: spec(network(784, [64], 10), { kind: "adam", learningRate: 0.002 }, 60, { earlyStopping: stopping }),
  },
  {
    name: "a wave, ReLU, Adam",
    draw: waves(800),
    spec: spec(network(4, [48, 48], 1, numbers), { kind: "adam", learningRate: 0.005 }, 60),
  },
  {
    name: "a wave with much noise, tanh, momentum",
    draw: waves(1200, { noise: 0.7 }),
    spec: spec(
      network(4, [24], 1, { ...numbers, activation: "tanh" }),
      { kind: "sgd", learningRate: 0.02, momentum: 0.9 },
      60,
    ),
  },
  {
    name: "moons in thousands, standardized",
    draw: moved(points("moons", 600), [1000], [5000]),
    spec: spec(network(2, [32, 32], 2), { kind: "adam", learningRate: 0.005 }, 50, { preprocessing: "auto" }),
  },
  {
    name: "spirals, SELU with LeCun's weights, Lion",
    draw: points("spirals", 900, { noise: 0.1 }),
    spec: spec(
      network(2, [48, 48], 3, { activation: "selu", weights: "lecun-normal" }),
      { kind: "lion", learningRate: 0.001 },
      80,
    ),
  },
];
