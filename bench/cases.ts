/** What is timed: networks, data and what one measurement is. */
import type { Work } from "./peers/work.ts";

export interface TimedCase {
  readonly id: string;
  /** what it is, for a reader */
  readonly title: string;
  readonly unit: "epoch" | "step" | "call";
  readonly work: Omit<Work, "threads" | "data">;
  /** epochs or calls of one measurement, and how many units that is */
  readonly amount: number;
  readonly unitsPerAmount: number;
  /** "one": only one thread is allowed, to every peer */
  readonly threads: "one" | "any";
  /** peers' names, in the table's order */
  readonly peers: readonly string[];
  /** of an amount, what these peers are measured on where the usual share would take too long; scaled up */
  readonly shares?: Readonly<Record<string, number>>;
}

const DIGITS = {
  task: "train",
  sizes: [784, 200, 100, 10],
  loss: "softmax",
  batch: 100,
  optimizer: "sgd",
  rate: 0.1,
  source: "mnist",
  rows: 60_000,
} as const;
const ADAM = { optimizer: "adam", rate: 0.001 } as const;
const TINY = { ...DIGITS, sizes: [20, 20, 1], loss: "sigmoid", batch: 16, source: "bits", rows: 3840 } as const;
const WIDE = { ...DIGITS, sizes: [784, 2048, 2048, 10], batch: 256, rate: 0.01, source: "noise", rows: 1024 } as const;

const epoch = { unit: "epoch", amount: 1, unitsPerAmount: 1, threads: "any" } as const;
const tinySteps = { unit: "step", amount: 10, unitsPerAmount: 2400, threads: "one" } as const;
const wideSteps = { unit: "step", amount: 2, unitsPerAmount: 8, threads: "any" } as const;

export const CASES: readonly TimedCase[] = [
  {
    id: "A",
    title: "784-200-100-10 ReLU, batch 100, SGD 0.1: an epoch of 60,000",
    work: DIGITS,
    ...epoch,
    peers: ["NumPy", "PyTorch", "scikit-learn", "jax-js", "TensorFlow.js wasm", "TensorFlow.js cpu", "brain.js"],
  },
  { id: "A1", title: "the same on one thread", work: DIGITS, ...epoch, threads: "one", peers: ["NumPy", "PyTorch"] },
  {
    id: "A2",
    title: "the same with Adam 0.001",
    work: { ...DIGITS, ...ADAM },
    ...epoch,
    peers: ["PyTorch", "NumPy", "scikit-learn"],
  },
  {
    id: "B-sgd",
    title: "20-20-1 ReLU, sigmoid, batch 16, SGD 0.1: a step",
    work: TINY,
    ...tinySteps,
    peers: ["PyTorch", "NumPy"],
  },
  {
    id: "B-adam",
    title: "the same with Adam 0.001",
    work: { ...TINY, ...ADAM },
    ...tinySteps,
    peers: ["PyTorch", "NumPy"],
  },
  {
    id: "C-wasm",
    title: "784-2048-2048-10 ReLU, batch 256, dense, SGD 0.01: a step",
    work: WIDE,
    ...wideSteps,
    peers: ["NumPy", "PyTorch"],
  },
  {
    id: "J",
    title:
      "LeNet: 6 filters of 5 x 5, pool, 16 of 5 x 5, pool, 120-84-10, ReLU, batch 100, SGD 0.1: an epoch of 60,000",
    work: { ...DIGITS, sizes: [784, 10], network: "lenet" },
    ...epoch,
    peers: ["PyTorch", "jax-js", "TensorFlow.js cpu"],
    // three steps of the 600, and one
    shares: { "jax-js": 1 / 200, "TensorFlow.js cpu": 1 / 600 },
  },
  {
    id: "K",
    title: "a 3 x 3 convolution of 32 x 28 x 28 to 64 channels, batch 32, forward and all gradients: a step",
    work: { ...DIGITS, sizes: [25088, 10], network: "convolution", batch: 32, source: "noise", rows: 320 },
    ...{ unit: "step", amount: 2, unitsPerAmount: 20, threads: "any" },
    peers: ["PyTorch", "jax-js", "TensorFlow.js cpu"],
    // four of a step's 32 rows, and one
    shares: { "jax-js": 4 / 640, "TensorFlow.js cpu": 1 / 640 },
  },
  {
    id: "C-blas",
    title: "the same with the system's BLAS",
    work: { ...WIDE, blas: true },
    ...wideSteps,
    peers: ["NumPy"],
  },
  {
    id: "D",
    title: "784-200-100-10: predictions for 10,000 images",
    unit: "call",
    work: { ...DIGITS, task: "predict" },
    amount: 10,
    unitsPerAmount: 10,
    threads: "any",
    peers: ["NumPy", "PyTorch", "scikit-learn"],
  },
];
