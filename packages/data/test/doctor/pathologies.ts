/** Twenty trainings with something wrong. */
import type { Pathology, RunSpec } from "./case.ts";
import { deep, network } from "./networks.ts";
import { digits, imbalanced, moved, points, shuffledLabels, waves } from "./rows.ts";

/** As large as a drawn weight. */
const evenly = { kind: "constant", value: 0.02 } as const;
const numbers = { loss: "mean-squared-error" } as const;

function spec(
  model: RunSpec["model"],
  optimizer: RunSpec["optimizer"],
  epochs: number,
  more: Partial<RunSpec["training"]> = {},
): RunSpec {
  return { preprocessing: [], model, optimizer, training: { epochs, batchSize: 32, ...more } };
}

export const pathologies: readonly Pathology[] = [
  {
    name: "a rate of 3 with momentum",
    draw: points("spirals", 600),
    spec: spec(network(2, [32, 32], 3), { kind: "sgd", learningRate: 3, momentum: 0.9 }, 30),
    namedBy: ["rate-too-high"],
    hasCure: true,
  },
  {
    name: "Adam with a rate of 0.3",
    draw: digits(600),
    spec: spec(network(784, [32, 32], 10), { kind: "adam", learningRate: 0.3 }, 15),
    namedBy: ["rate-too-high"],
    hasCure: true,
  },
  {
    name: "a rate that diverges",
    draw: waves(400),
    spec: spec(network(4, [64, 64], 1, numbers), { kind: "sgd", learningRate: 2 }, 30),
    namedBy: ["rate-too-high"],
    hasCure: true,
  },
  {
    name: "a rate of 0.00001",
    draw: digits(600),
    spec: spec(network(784, [32], 10), { kind: "sgd", learningRate: 1e-5 }, 15),
    namedBy: ["rate-too-low"],
    hasCure: true,
  },
  {
    name: "Adam with a rate of 0.000001",
    draw: points("moons", 400),
    spec: spec(network(2, [32, 32], 2), { kind: "adam", learningRate: 1e-6 }, 30),
    namedBy: ["rate-too-low"],
    hasCure: true,
  },
  {
    name: "weights of 0",
    draw: points("spirals", 600),
    spec: spec(
      network(2, [32, 32], 3, { weights: "zeros", output: { weights: "zeros" } }),
      { kind: "adam", learningRate: 0.01 },
      30,
    ),
    namedBy: ["equal-units"],
    hasCure: true,
  },
  {
    name: "constant weights",
    draw: digits(600),
    spec: spec(
      network(784, [32], 10, { activation: "tanh", weights: evenly, output: { weights: evenly } }),
      { kind: "adam" },
      15,
    ),
    namedBy: ["equal-units"],
    hasCure: true,
  },
  {
    name: "initial weights far too large for tanh",
    draw: digits(600),
    spec: spec(
      network(784, [48, 48], 10, { activation: "tanh", weights: { kind: "normal", sd: 2 } }),
      { kind: "sgd", learningRate: 0.05 },
      20,
    ),
    namedBy: ["saturated-units"],
    hasCure: true,
  },
  {
    name: "initial weights far too small, six layers",
    draw: points("moons", 400),
    spec: spec(
      network(2, deep(6, 32), 2, { activation: "tanh", weights: { kind: "normal", sd: 0.01 } }),
      { kind: "sgd", learningRate: 0.1 },
      40,
    ),
    namedBy: ["vanishing-gradients"],
    hasCure: true,
  },
  {
    name: "eight layers of sigmoid",
    draw: digits(600),
    spec: spec(
      network(784, deep(8, 32), 10, { activation: "sigmoid" }),
      { kind: "sgd", learningRate: 0.1, momentum: 0.9 },
      20,
    ),
    namedBy: ["vanishing-gradients"],
    hasCure: true,
  },
  {
    name: "initial weights far too large, eight layers of ReLU",
    draw: digits(600),
    spec: spec(
      network(784, deep(8, 48), 10, { weights: { kind: "normal", sd: 0.5 } }),
      { kind: "sgd", learningRate: 0.01 },
      15,
    ),
    namedBy: ["exploding-gradients"],
    hasCure: true,
  },
  {
    name: "a forgotten activation",
    draw: points("spirals", 600),
    spec: spec(network(2, [32, 32], 3, { activation: "linear" }), { kind: "adam", learningRate: 0.01 }, 30),
    namedBy: ["missing-activation"],
    hasCure: true,
  },
  {
    name: "biases that keep ReLU shut",
    draw: points("moons", 400),
    spec: spec(
      network(2, [32, 32], 2, { biases: { kind: "constant", value: -3 } }),
      { kind: "adam", learningRate: 0.01 },
      30,
    ),
    namedBy: ["dead-units"],
    hasCure: true,
  },
  {
    name: "inputs in thousands",
    draw: moved(points("moons", 400), [1000]),
    spec: spec(network(2, [32, 32], 2), { kind: "sgd", learningRate: 0.05 }, 30),
    namedBy: ["unscaled-inputs"],
    hasCure: true,
  },
  {
    name: "one input that is a year",
    draw: moved(points("circles", 400), [1, 10], [0, 2000]),
    spec: spec(network(2, [32, 32], 2), { kind: "adam", learningRate: 0.01 }, 30),
    namedBy: ["unscaled-inputs"],
    hasCure: true,
  },
  {
    name: "shuffled labels",
    draw: shuffledLabels(digits(400)),
    spec: spec(network(784, [64], 10), { kind: "adam", learningRate: 0.003 }, 30),
    namedBy: ["labels-without-information"],
    hasCure: false,
  },
  {
    name: "one row of class 1 for thirty of class 0",
    draw: imbalanced(points("gaussians", 2000, { noise: 4 }), 30),
    spec: spec(network(2, [16], 2), { kind: "adam", learningRate: 0.01 }, 20),
    namedBy: ["class-imbalance"],
    hasCure: false,
  },
  {
    name: "a large network, 60 noisy rows, many epochs",
    draw: points("moons", 90, { noise: 0.4 }),
    spec: spec(network(2, [128, 128], 2), { kind: "adam", learningRate: 0.005 }, 300),
    namedBy: ["overfitting"],
    hasCure: true,
  },
  {
    name: "dropout of nine tenths",
    draw: points("spirals", 600),
    spec: spec(
      network(2, [32, 32], 3, { after: [{ kind: "dropout", rate: 0.9 }] }),
      { kind: "adam", learningRate: 0.01 },
      40,
    ),
    namedBy: ["too-much-dropout"],
    hasCure: true,
  },
  {
    name: "an L2 penalty of 0.3",
    draw: points("moons", 400),
    spec: spec(network(2, [32, 32], 2, { regularizer: { l2: 0.3 } }), { kind: "adam", learningRate: 0.01 }, 30),
    namedBy: ["too-much-decay"],
    hasCure: true,
  },
];
