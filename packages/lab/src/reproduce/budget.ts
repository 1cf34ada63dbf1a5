/** How much a reproduction trains: all that the report did, or a reduced amount that shows every section fast. */

/** Rows and epochs of one kind of training; null takes every row of the split. */
export interface TrainingSize {
  readonly trainRows: number | null;
  readonly validationRows: number | null;
  readonly epochs: number;
}

/** One of the six of problem 2's sweep. */
export interface Configuration {
  readonly activation: "relu" | "tanh";
  readonly rate: number;
}

export interface Budget {
  readonly quick: boolean;
  /** problem 2: the six sweeps */
  readonly sweep: TrainingSize;
  /** the learning rate is halved after each of these epochs */
  readonly decayEpochs: readonly number[];
  /**
   * C4, C6 and C7: the sweep's trainings with and without the decay, at fresh seeds; C6 and C7 need the three of
   * `DECAY_CONFIGURATIONS`
   */
  readonly decay: { readonly configurations: readonly Configuration[]; readonly seeds: number };
  /** the best configuration, trained on (the first rows of) all 60,000 and tested once */
  readonly best: { readonly trainRows: number | null; readonly testRows: number | null; readonly seeds: number };
  /** problem 3 */
  readonly sequences: { readonly rows: number | null; readonly epochs: number; readonly seeds: number };
  /** short MNIST trainings of C2, C3 and C12, `seeds` pairs each */
  readonly short: TrainingSize & { readonly seeds: number };
  /** C5: large rates, and the usual one that they are compared with */
  readonly largeRates: TrainingSize & {
    readonly usual: number;
    readonly rates: readonly number[];
    readonly seeds: number;
  };
  readonly pace: PaceBudget;
  /** C9: the training accuracy to reach */
  readonly convergence: { readonly accuracy: number };
  /** C10: factors on each optimizer's default rate, at fresh seeds */
  readonly sensitivity: { readonly factors: readonly number[]; readonly seeds: number };
  /** C11: networks, at fresh seeds */
  readonly neighbours: { readonly seeds: number };
  /** Figure 4's p-value: permuted orders of the inputs */
  readonly permutations: number;
}

/** C6: how many epochs to a validation accuracy. */
export interface PaceBudget {
  readonly accuracy: number;
  /** rates above the sweep's at which tanh is tried for `matchEpochs` */
  readonly matchRates: readonly number[];
  readonly matchEpochs: number;
}

/** The slowest and the fastest tanh, and the fastest ReLU. */
export const DECAY_CONFIGURATIONS: readonly Configuration[] = [
  { activation: "tanh", rate: 0.005 },
  { activation: "tanh", rate: 0.02 },
  { activation: "relu", rate: 0.02 },
];

export const FULL_BUDGET: Budget = {
  quick: false,
  sweep: { trainRows: null, validationRows: null, epochs: 50 },
  decayEpochs: [20, 40],
  decay: { configurations: DECAY_CONFIGURATIONS, seeds: 3 },
  best: { trainRows: null, testRows: null, seeds: 5 },
  sequences: { rows: null, epochs: 50, seeds: 5 },
  short: { trainRows: 20_000, validationRows: 10_000, epochs: 4, seeds: 5 },
  largeRates: {
    trainRows: 10_000,
    validationRows: 10_000,
    epochs: 5,
    usual: 0.1,
    rates: [1, 1.2, 1.5, 2],
    seeds: 5,
  },
  pace: { accuracy: 0.95, matchRates: [0.03, 0.04, 0.05, 0.06], matchEpochs: 10 },
  convergence: { accuracy: 0.58 },
  sensitivity: { factors: [0.1, 0.3, 1, 3, 10, 30], seeds: 30 },
  neighbours: { seeds: 200 },
  permutations: 9_999,
};

/** `--thorough`: the decay at all six configurations of the sweep, at five seeds. */
export const THOROUGH_BUDGET: Budget = {
  ...FULL_BUDGET,
  decay: {
    configurations: [
      { activation: "relu", rate: 0.005 },
      { activation: "relu", rate: 0.01 },
      { activation: "relu", rate: 0.02 },
      { activation: "tanh", rate: 0.005 },
      { activation: "tanh", rate: 0.01 },
      { activation: "tanh", rate: 0.02 },
    ],
    seeds: 5,
  },
};

export const QUICK_BUDGET: Budget = {
  quick: true,
  sweep: { trainRows: 5_000, validationRows: 2_000, epochs: 10 },
  decayEpochs: [4, 8],
  decay: { configurations: DECAY_CONFIGURATIONS, seeds: 3 },
  best: { trainRows: 10_000, testRows: null, seeds: 3 },
  sequences: { rows: null, epochs: 20, seeds: 3 },
  short: { trainRows: 5_000, validationRows: 2_000, epochs: 6, seeds: 3 },
  largeRates: { trainRows: 3_000, validationRows: 2_000, epochs: 3, usual: 0.1, rates: [1, 1.2, 1.5, 2], seeds: 3 },
  pace: { accuracy: 0.85, matchRates: [0.03, 0.05], matchEpochs: 6 },
  convergence: { accuracy: 0.58 },
  sensitivity: { factors: [0.1, 0.3, 1, 3, 10, 30], seeds: 5 },
  neighbours: { seeds: 40 },
  permutations: 999,
};

/** seed, seed + 1, ...: run i of one configuration is paired with run i of another. */
export function seedsFrom(seed: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => seed + i);
}
