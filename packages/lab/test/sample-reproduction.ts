/** A plausible whole `Reproduction`, drawn by formulas and never measured: what the report's tests render. */
import type {
  BestRun,
  ClaimRecord,
  Evidence,
  OptimizerRecord,
  Reproduction,
  Summary,
  SweepRecord,
  Verdict,
} from "../src/reproduce/results.ts";

/** In [0, 1), the fractional part of a sine: scattered enough for a picture, the same every time. */
function scatter(index: number): number {
  const value = Math.sin(index * 12.9898 + 4.1414) * 43758.5453;
  return value - Math.floor(value);
}

function curve(epochs: number, start: number, end: number, speed: number, wobble: number, salt: number): number[] {
  return Array.from({ length: epochs }, (_, i) => {
    const settled = end + (start - end) * Math.exp(-(i + 1) / speed);
    return settled + (scatter(salt * 977 + i) - 0.5) * wobble * (i < 20 ? 1 : 0.4);
  });
}

function hash(salt: number): string {
  return Array.from({ length: 64 }, (_, i) => Math.floor(scatter(salt * 131 + i) * 16).toString(16)).join("");
}

function summarize(values: readonly number[]): Summary {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
  const half = (2.776 * sd) / Math.sqrt(values.length);
  return { mean, sd, interval: [mean - half, mean + half], count: values.length };
}

function sweepRecord(activation: "relu" | "tanh", learningRate: number, end: number, salt: number): SweepRecord {
  const speed = 0.12 / learningRate;
  return {
    activation,
    learningRate,
    seed: 1,
    trainAccuracy: curve(50, 0.6, end + 0.012, speed, 0.002, salt),
    validationAccuracy: curve(50, 0.6, end, speed, 0.003, salt + 1),
    trainLoss: curve(50, 1.6, (1 - end) * 2.6, speed, 0.005, salt + 2),
    validationLoss: curve(50, 1.6, (1 - end) * 3.6, speed, 0.008, salt + 3),
    deadUnits: curve(50, 0, activation === "relu" ? 0.04 : 0, 12, 0, salt),
    saturation: curve(50, 0, activation === "tanh" ? 0.09 : 0, 15, 0, salt),
    weightsSha256: hash(salt),
  };
}

const bestRuns: readonly BestRun[] = [1, 2, 3, 4, 5].map((seed) => ({
  seed,
  testAccuracy: 0.9806 + scatter(seed) * 0.0012,
  testLoss: 0.0735 + scatter(seed + 9) * 0.004,
  weightsSha256: hash(seed + 40),
}));

function optimizerRecord(name: OptimizerRecord["name"], end: number, speed: number, salt: number): OptimizerRecord {
  return {
    name,
    runs: [1, 2, 3, 4, 5].map((seed) => ({
      seed,
      trainAccuracy: curve(50, 0.5, end + 0.05, speed, 0.006, salt + seed * 3),
      validationAccuracy: curve(50, 0.5, end, speed, 0.02, salt + seed * 7),
      weightsSha256: hash(salt + seed),
    })),
  };
}

const claimTexts: readonly (readonly [id: string, claim: string, verdict: Verdict])[] = [
  ["C1", "Softmax with cross-entropy gives the error vector a - y", "holds"],
  ["C2", "Random initialization is needed", "holds"],
  ["C3", "An activation is needed", "holds"],
  ["C4", "The decay hardly changes the final result", "holds"],
  ["C5", "ReLU needs a small, careful rate, else it overflows or units die", "inconclusive"],
  ["C6", "Tanh learns slower at the same rate and needs a larger one", "holds"],
  ["C7", "Tanh saturates, ReLU is not zero-mean", "in part"],
  ["C8", "Test loss .08092 and test accuracy .9788", "holds"],
  ["C9", "Adam and RMSprop converge faster than SGD", "holds"],
  ["C10", "SGD is more sensitive to its rate", "fails"],
  ["C11", "Weights of neighbouring bits are alike", "inconclusive"],
  ["C12", "Tanh copes better with large updates", "fails"],
];

const rates = [0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2];

const rateEvidence: Evidence = {
  summary:
    "ReLU stays within a point of its best accuracy from 0.1 to 0.5, tanh from 0.1 to 0.3; at 2, 61% of the ReLU units are dead.",
  test: "Both activations trained at eight rates, three paired seeds each; usable is every rate whose mean validation accuracy is within one point of the activation's best.",
  earlier: {
    rule: "ReLU's range of usable rates was compared with tanh's.",
    why: "The claim says nothing of tanh.",
  },
  seeds: [1, 2, 3],
  figures: { reluUsable: [0.1, 0.5], tanhUsable: [0.1, 0.3], deadAtLargest: 0.612, diverged: 2, narrower: false },
  tables: [
    {
      title: "Validation accuracy and health by learning rate",
      columns: ["Activation", "Rate", "Accuracy", "Dead units", "Diverged"],
      rows: rates.flatMap((rate, i) => [
        ["ReLU", rate, rate > 1 ? null : 0.979 - i * 0.004, i * 0.08, rate > 1 ? "2 of 3" : "0 of 3"],
        ["tanh", rate, 0.978 - i * 0.011, 0, "0 of 3"],
      ]),
    },
  ],
  charts: [
    {
      title: "Validation accuracy against the rate",
      xLabel: "learning rate (log)",
      yLabel: "accuracy",
      xScale: "log",
      series: [
        { name: "ReLU", points: rates.map((rate, i) => [rate, rate > 1 ? null : 0.979 - i * 0.004]) },
        { name: "tanh", points: rates.map((rate, i) => [rate, 0.978 - i * 0.011]) },
      ],
    },
    {
      title: "Dead ReLU units against the rate",
      xLabel: "learning rate (log)",
      yLabel: "share of units",
      xScale: "log",
      series: [{ name: "ReLU", points: rates.map((rate, i) => [rate, i * 0.08]) }],
    },
  ],
};

const plainEvidence: Evidence = {
  summary: "The mean difference is +0.12 [-0.05, +0.29] points, inside the margin of 0.5 points.",
  test: "Five paired seeds (same initial weights, same batch order), with against without; 95% t-interval of the mean difference.",
  earlier: null,
  seeds: [1, 2, 3, 4, 5],
  figures: { meanDifference: 0.0012, interval: [-0.0005, 0.0029], margin: 0.005, pValue: 0.00002 },
  tables: [
    {
      title: "Validation accuracy, by seed",
      columns: ["Seed", "With", "Without", "Difference"],
      rows: [1, 2, 3, 4, 5].map((seed) => [seed, 0.9788 + seed * 1e-4, 0.9776 + seed * 1e-4, 0.0012]),
    },
  ],
  charts: [],
};

/** Six curves of one colour each, below and above 0. */
const decayEvidence: Evidence = {
  ...plainEvidence,
  charts: [
    {
      title: "Validation accuracy with the decay minus without it",
      xLabel: "epoch",
      yLabel: "difference",
      xScale: "linear",
      series: ["ReLU 0.005", "ReLU 0.01", "ReLU 0.02", "tanh 0.005", "tanh 0.01", "tanh 0.02"].map((name, i) => ({
        name,
        points: Array.from({ length: 50 }, (_, epoch) => [
          epoch + 1,
          epoch < 20 ? 0 : (scatter(i * 50 + epoch) - 0.4 - i * 0.05) * 0.004,
        ]),
      })),
    },
  ],
};

const evidenceOf: Readonly<Record<string, Evidence>> = { C4: decayEvidence, C5: rateEvidence };

const claims: readonly ClaimRecord[] = claimTexts.map(([id, claim, verdict]) => ({
  id,
  claim,
  verdict,
  evidence: evidenceOf[id] ?? plainEvidence,
}));

const accuracy = summarize(bestRuns.map((run) => run.testAccuracy));

/** Every part present, every field plausible. */
export const sampleReproduction: Reproduction = {
  schema: "minibatch.reproduction/2",
  complete: true,
  quick: false,
  synthetic: false,
  seed: 1,
  environment: {
    minibatch: "0.1.0",
    node: "v26.10.0",
    platform: "linux x64",
    cpu: "Sample CPU @ 2.50GHz",
    cores: 2,
    workers: 2,
    kernels: "wasm-relaxed",
    numerics: "fast",
    date: "2026-01-02T03:04:05.000Z",
  },
  data: {
    mnist: {
      source: "file",
      sha256: { "train-images-idx3-ubyte.gz": hash(71), "t10k-images-idx3-ubyte.gz": hash(72) },
    },
    sequences: { source: "file", sha256: { "binary_random_sp2019.hdf5": hash(73) } },
  },
  budget: {
    mnistTrain: 50_000,
    mnistValidation: 10_000,
    mnistTest: 10_000,
    epochs: 50,
    decayEpochs: [20, 40],
    bestSeeds: 5,
    sequenceEpochs: 50,
    sequenceSeeds: 5,
  },
  problem1: { maxAbsError: 3.21e-10, cases: 4000 },
  problem2: {
    sweep: [
      sweepRecord("relu", 0.005, 0.955, 10),
      sweepRecord("relu", 0.01, 0.967, 20),
      sweepRecord("relu", 0.02, 0.975, 30),
      sweepRecord("tanh", 0.005, 0.942, 40),
      sweepRecord("tanh", 0.01, 0.958, 50),
      sweepRecord("tanh", 0.02, 0.9695, 60),
    ],
    best: {
      activation: "relu",
      learningRate: 0.1,
      runs: bestRuns,
      mean: accuracy.mean,
      sd: accuracy.sd,
      accuracy,
      loss: summarize(bestRuns.map((run) => run.testLoss)),
    },
  },
  problem3: {
    figure2: {
      optimizer: "SGD(0.005, momentum 0.9, Nesterov)",
      trainAccuracy: curve(50, 0.5, 0.65, 18, 0.006, 81),
      validationAccuracy: curve(50, 0.5, 0.585, 14, 0.02, 82),
      trainLoss: curve(50, 0.7, 0.62, 18, 0.003, 83),
      validationLoss: curve(50, 0.7, 0.675, 14, 0.006, 84),
      weightsSha256: hash(85),
    },
    grouped: {
      runs: [1, 2, 3, 4, 5].map((seed) => ({
        seed,
        validationAccuracy: 0.553 + scatter(seed + 200) * 0.02,
        randomSplitAccuracy: 0.575 + scatter(seed + 210) * 0.02,
      })),
    },
    optimizers: [
      optimizerRecord("SGD", 0.57, 30, 300),
      optimizerRecord("RMSprop", 0.6, 12, 400),
      optimizerRecord("Adam", 0.6, 10, 500),
    ],
    weights: {
      values: Array.from({ length: 20 }, (_, input) =>
        Array.from({ length: 20 }, (_, unit) => Math.sin(input / 3 + unit) * 0.6 + scatter(input * 20 + unit) - 0.5),
      ),
      lag1: 0.083,
      pValue: 0.0412,
    },
  },
  claims,
  seconds: { total: 312.4, problem1: 0.2, problem2: 151.3, problem3: 24.8, claims: 136.1 },
};

/** What an interruption right after Problem 1 leaves: nothing of the rest, no claims. */
export const interruptedReproduction: Reproduction = {
  ...sampleReproduction,
  complete: false,
  problem2: {
    sweep: sampleReproduction.problem2.sweep.slice(0, 2),
    best: {
      activation: "relu",
      learningRate: 0.1,
      runs: [],
      mean: 0,
      sd: 0,
      accuracy: { mean: 0, sd: 0, interval: [0, 0], count: 0 },
      loss: { mean: 0, sd: 0, interval: [0, 0], count: 0 },
    },
  },
  problem3: {
    figure2: {
      ...sampleReproduction.problem3.figure2,
      trainAccuracy: [],
      validationAccuracy: [],
      trainLoss: [],
      validationLoss: [],
      weightsSha256: "",
    },
    grouped: { runs: [] },
    optimizers: [],
    weights: { values: [], lag1: 0, pValue: 1 },
  },
  claims: sampleReproduction.claims.slice(0, 3),
};

/** A small budget on the built-in data. */
export const quickSyntheticReproduction: Reproduction = {
  ...sampleReproduction,
  quick: true,
  synthetic: true,
  data: {
    mnist: { source: "synthetic", sha256: { digits: hash(91) } },
    sequences: { source: "synthetic", sha256: { sequences: hash(92) } },
  },
};
