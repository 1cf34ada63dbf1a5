/**
 * More trainings with something wrong, and more with nothing: written before the rules, which were not made by them.
 */
import type { HealthyRun, Pathology, RunSpec } from "./case.ts";
import { deep, network } from "./networks.ts";
import { digits, imbalanced, moved, points, shuffledLabels, sorted, waves } from "./rows.ts";

const numbers = { loss: "mean-squared-error" } as const;

function spec(
  model: RunSpec["model"],
  optimizer: RunSpec["optimizer"],
  epochs: number,
  { preprocessing = [], ...more }: Partial<RunSpec["training"] & RunSpec> = {},
): RunSpec {
  return { preprocessing, model, optimizer, training: { epochs, batchSize: 32, ...more } };
}

const sick = (
  name: string,
  draw: Pathology["draw"],
  what: RunSpec,
  namedBy: Pathology["namedBy"],
  hasCure = true,
): Pathology => ({ name, draw, spec: what, namedBy, hasCure });

export const otherPathologies: readonly Pathology[] = [
  sick(
    "normalization of next to nothing, in batches",
    digits(500),
    spec(
      network(784, [32, 32, 32], 10, {
        weights: { kind: "normal", sd: 0.00005 },
        after: [{ kind: "batch-norm", epsilon: 0.001 }],
      }),
      { kind: "sgd", learningRate: 0.001 },
      10,
    ),
    ["vanishing-variance"],
  ),
  sick("a rate of 5, digits", digits(500), spec(network(784, [40], 10), { kind: "sgd", learningRate: 5 }, 15), [
    "rate-too-high",
  ]),
  sick(
    "RMSprop with a rate of 0.5",
    points("moons", 500),
    spec(network(2, [24, 24], 2, { activation: "tanh" }), { kind: "rmsprop", learningRate: 0.5 }, 25),
    ["rate-too-high"],
  ),
  sick(
    "momentum of 0.999",
    points("circles", 500),
    spec(network(2, [32], 2), { kind: "sgd", learningRate: 0.5, momentum: 0.999 }, 20),
    ["rate-too-high"],
  ),
  sick(
    "a rate of 0.0001, a wave",
    waves(400),
    spec(network(4, [32], 1, numbers), { kind: "sgd", learningRate: 1e-5 }, 30),
    ["rate-too-low"],
  ),
  sick(
    "Lion with a rate of 0.0000001",
    points("spirals", 600),
    spec(network(2, [32, 32], 3), { kind: "lion", learningRate: 1e-7 }, 30),
    ["rate-too-low"],
  ),
  sick(
    "a schedule that ends at once",
    points("spirals", 600),
    spec(
      network(2, [32, 32], 3),
      {
        kind: "adam",
        learningRate: 0.01,
        schedule: { kind: "exponential", unit: "epoch", factor: 0.01, every: 1 },
      } as never,
      40,
    ),
    ["rate-too-low"],
  ),
  sick(
    "gradients clipped to nothing",
    points("moons", 500),
    spec(network(2, [32, 32], 2), { kind: "sgd", learningRate: 0.05, globalClipNorm: 1e-5 }, 30),
    ["rate-too-low"],
  ),
  sick(
    "weights of 0, sigmoid, digits",
    digits(500),
    spec(
      network(784, [40], 10, { activation: "sigmoid", weights: "zeros", output: { weights: "zeros" } }),
      { kind: "adam" },
      15,
    ),
    ["equal-units"],
  ),
  sick(
    "uniform weights of up to 3, sigmoid",
    digits(500),
    spec(
      network(784, [40], 10, { activation: "sigmoid", weights: { kind: "uniform", low: -3, high: 3 } }),
      { kind: "sgd", learningRate: 0.1 },
      20,
    ),
    ["saturated-units"],
  ),
  sick(
    "weights of a thousandth, five layers of ReLU",
    digits(500),
    spec(
      network(784, deep(5, 32), 10, { weights: { kind: "truncated-normal", sd: 0.003 } }),
      { kind: "sgd", learningRate: 0.1 },
      20,
    ),
    ["vanishing-gradients"],
  ),
  sick(
    "twelve layers of sigmoid, Adam",
    points("circles", 500),
    spec(network(2, deep(12, 16), 2, { activation: "sigmoid" }), { kind: "adam", learningRate: 0.001 }, 30),
    ["vanishing-gradients"],
  ),
  sick(
    "weights of 1, six layers of ReLU, Adam",
    points("spirals", 600),
    spec(network(2, deep(6, 32), 3, { weights: { kind: "normal", sd: 1 } }), { kind: "adam", learningRate: 0.001 }, 20),
    ["exploding-gradients"],
  ),
  sick(
    "no activation, exclusive or",
    points("xor", 500),
    spec(network(2, [16], 2, { activation: "linear" }), { kind: "sgd", learningRate: 0.1 }, 40),
    ["missing-activation"],
  ),
  sick(
    "biases that keep one layer shut, digits",
    digits(500),
    spec(network(784, [40], 10, { biases: { kind: "constant", value: -20 } }), { kind: "sgd", learningRate: 0.05 }, 20),
    ["dead-units"],
  ),
  sick(
    "inputs in ten thousandths",
    moved(points("moons", 500), [1e-4]),
    spec(network(2, [32, 32], 2), { kind: "sgd", learningRate: 0.1 }, 40),
    ["unscaled-inputs"],
  ),
  sick(
    "pixels of 0 to 255",
    moved(digits(500), [255]),
    spec(network(784, [40], 10, { activation: "tanh" }), { kind: "sgd", learningRate: 0.05 }, 15),
    ["unscaled-inputs"],
  ),
  sick(
    "targets in hundreds of thousands",
    waves(400, { unit: 50_000, offset: 300_000 }),
    spec(network(4, [32, 32], 1, numbers), { kind: "adam", learningRate: 0.001 }, 30),
    ["unscaled-targets"],
    false,
  ),
  sick(
    "shuffled labels, moons",
    shuffledLabels(points("moons", 300)),
    spec(network(2, [64, 64], 2), { kind: "adam", learningRate: 0.01 }, 100),
    ["labels-without-information"],
    false,
  ),
  sick(
    "two of a hundred rows of class 1",
    imbalanced(points("moons", 3000, { noise: 0.7 }), 50),
    spec(network(2, [24], 2), { kind: "adam", learningRate: 0.01 }, 20),
    ["class-imbalance"],
    false,
  ),
  sick(
    "a large network, noisy clouds",
    points("gaussians", 100, { noise: 3 }),
    spec(network(2, [96, 96], 2), { kind: "adam", learningRate: 0.003 }, 300),
    ["overfitting"],
  ),
  sick(
    "dropout of 0.95, digits",
    digits(500),
    spec(network(784, [32], 10, { after: [{ kind: "dropout", rate: 0.95 }] }), { kind: "adam" }, 20),
    ["too-much-dropout"],
  ),
  sick(
    "an L1 penalty of 0.1",
    digits(500),
    spec(network(784, [40], 10, { regularizer: { l1: 0.1 } }), { kind: "adam" }, 15),
    ["too-much-decay"],
  ),
  sick(
    "AdamW with a decay of 5",
    points("spirals", 600),
    spec(network(2, [32, 32], 3), { kind: "adamw", learningRate: 0.01, weightDecay: 5 }, 40),
    ["too-much-decay"],
  ),
  sick(
    "sigmoid for targets beyond 1",
    waves(400, { unit: 3 }),
    spec(
      network(4, [32], 1, { ...numbers, output: { activation: "sigmoid" } }),
      { kind: "adam", learningRate: 0.01 },
      40,
    ),
    ["clipped-output"],
  ),
  sick(
    "rows in the order of their classes",
    sorted(digits(500)),
    spec(network(784, [40], 10), { kind: "sgd", learningRate: 0.1 }, 10, { shuffle: false }),
    ["unshuffled-rows"],
  ),
  sick(
    "two hidden units for spirals",
    points("spirals", 900, { noise: 0.1 }),
    spec(network(2, [2], 3, { activation: "tanh" }), { kind: "adam", learningRate: 0.02 }, 80),
    ["too-few-units"],
  ),
  sick(
    "three epochs",
    points("spirals", 900, { noise: 0.1 }),
    spec(network(2, [48, 48], 3), { kind: "adam", learningRate: 0.002 }, 4),
    ["too-few-epochs", "rate-too-low"],
  ),
];

const well = (name: string, draw: HealthyRun["draw"], what: RunSpec): HealthyRun => ({ name, draw, spec: what });

export const otherHealthyRuns: readonly HealthyRun[] = [
  well(
    "digits, batch normalization",
    digits(1500),
    spec(network(784, [64, 32], 10, { after: [{ kind: "batch-norm" }] }), { kind: "adam", learningRate: 0.002 }, 10),
  ),
  well(
    "spirals, layer normalization",
    points("spirals", 900, { noise: 0.1 }),
    spec(
      network(2, [48, 48], 3, { activation: "gelu", after: [{ kind: "layer-norm" }] }),
      { kind: "adam", learningRate: 0.005 },
      60,
    ),
  ),
  well(
    "circles, ReLU, momentum",
    points("circles", 700),
    spec(network(2, [32], 2), { kind: "sgd", learningRate: 0.1, momentum: 0.9 }, 60),
  ),
  well(
    "moons, GELU, Adam",
    points("moons", 500, { noise: 0.2 }),
    spec(network(2, [24, 24], 2, { activation: "gelu" }), { kind: "adam", learningRate: 0.003 }, 60),
  ),
  well(
    "two spirals, mish, AdamW",
    points("spirals", 1000, { classes: 2, noise: 0.1 }),
    spec(network(2, [40, 40], 2, { activation: "mish" }), { kind: "adamw", learningRate: 0.005 }, 80),
  ),
  well(
    "six clouds, leaky ReLU",
    points("gaussians", 900, { classes: 6, noise: 0.7 }),
    spec(network(2, [32], 6, { activation: "leaky-relu" }), { kind: "adam", learningRate: 0.01 }, 50),
  ),
  well(
    "clouds that overlap much, tanh",
    points("gaussians", 900, { noise: 4 }),
    spec(network(2, [8], 2, { activation: "tanh" }), { kind: "sgd", learningRate: 0.05 }, 50),
  ),
  well(
    "digits, two layers, RMSprop",
    digits(1800),
    spec(network(784, [64, 64], 10), { kind: "rmsprop", learningRate: 0.001 }, 10),
  ),
  well(
    "digits, sigmoid, Adam",
    digits(1800),
    spec(network(784, [64], 10, { activation: "sigmoid" }), { kind: "adam", learningRate: 0.003 }, 15),
  ),
  well("digits, no hidden layer", digits(1800), spec(network(784, [], 10), { kind: "sgd", learningRate: 0.05 }, 15)),
  well(
    "digits, dropout of a half, decay",
    digits(1800),
    spec(network(784, [128], 10, { after: [{ kind: "dropout", rate: 0.5 }] }), { kind: "adamw" }, 20),
  ),
  well(
    "digits, two classes in ten times",
    imbalanced(digits(3000), 2),
    spec(network(784, [64], 10), { kind: "adam", learningRate: 0.001 }, 12),
  ),
  well(
    "a wave, SiLU, cosine",
    waves(900),
    spec(
      network(4, [32, 32], 1, { ...numbers, activation: "silu" }),
      { kind: "adam", learningRate: 0.01, schedule: { kind: "cosine", unit: "epoch", over: 60 } },
      60,
    ),
  ),
  well(
    "a wave of ten inputs, ReLU, SGD",
    waves(1200, { features: 10 }),
    spec(network(10, [48], 1, numbers), { kind: "sgd", learningRate: 0.05 }, 80),
  ),
  well(
    "a wave, early stopping",
    waves(300),
    spec(network(4, [64, 64], 1, numbers), { kind: "adam", learningRate: 0.003 }, 200, {
      earlyStopping: { metric: "validation-loss", patience: 15 },
    }),
  ),
  well(
    "a wave with an offset",
    waves(900, { offset: 3 }),
    spec(network(4, [32, 32], 1, numbers), { kind: "adam", learningRate: 0.005 }, 80),
  ),
  well(
    "inputs of 0 to 5",
    moved(points("circles", 600), [2], [2.5]),
    spec(network(2, [32, 32], 2), { kind: "adam", learningRate: 0.005 }, 60),
  ),
  well(
    "eight layers, He normal, spirals",
    points("spirals", 900, { noise: 0.1 }),
    spec(network(2, deep(8, 32), 3, { weights: "he-normal" }), { kind: "adam", learningRate: 0.003 }, 60),
  ),
  well(
    "exclusive or, softplus",
    points("xor", 600),
    spec(network(2, [24], 2, { activation: "softplus" }), { kind: "adam", learningRate: 0.02 }, 60),
  ),
  well(
    "moons, orthogonal, momentum",
    points("moons", 600),
    spec(
      network(2, [32, 32], 2, { weights: "orthogonal", activation: "tanh" }),
      { kind: "sgd", learningRate: 0.05, momentum: 0.9 },
      60,
    ),
  ),
  well(
    "clipped gradients",
    points("moons", 600),
    spec(network(2, [32, 32], 2), { kind: "sgd", learningRate: 0.1, momentum: 0.9, globalClipNorm: 1 }, 60),
  ),
  well(
    "large batches, a larger rate",
    digits(2000),
    spec(network(784, [64], 10), { kind: "adam", learningRate: 0.005 }, 20, { batchSize: 256 }),
  ),
];
