/** How much a reproduction trains: all that the report did, or a reduced amount that shows every section fast. */

/** Rows and epochs of one kind of training; null takes every row of the split. */
export interface TrainingSize {
  readonly trainRows: number | null;
  readonly validationRows: number | null;
  readonly epochs: number;
}

export interface Budget {
  readonly quick: boolean;
  /** problem 2: the six sweeps, and claim C4's partners without the decay */
  readonly sweep: TrainingSize;
  /** C4: pairs of the sweep's best configuration */
  readonly decaySeeds: number;
  /** the learning rate is halved after each of these epochs */
  readonly decayEpochs: readonly number[];
  /** the best configuration, trained on (the first rows of) all 60,000 and tested once */
  readonly best: { readonly trainRows: number | null; readonly testRows: number | null; readonly seeds: number };
  /** problem 3 */
  readonly sequences: { readonly rows: number | null; readonly epochs: number; readonly seeds: number };
  /** short MNIST trainings of C2, C3 and C12, `seeds` pairs each */
  readonly short: TrainingSize & { readonly seeds: number };
  /** C5 */
  readonly largeRates: TrainingSize & { readonly rates: readonly number[]; readonly seeds: number };
  readonly pace: PaceBudget;
  /** C9: the training accuracy to reach */
  readonly convergence: { readonly accuracy: number };
  /** C10: factors on each optimizer's default rate */
  readonly sensitivity: { readonly factors: readonly number[]; readonly seeds: number };
  /** C11: permuted orders of the inputs */
  readonly permutations: number;
}

/** C6: how many epochs to a validation accuracy. */
export interface PaceBudget {
  readonly accuracy: number;
  /** further seeds beside the sweep's, at the sweep's largest rate, trained only as far as the figure needs */
  readonly seeds: number;
  readonly reluEpochs: number;
  readonly tanhEpochs: number;
  /** rates above the sweep's at which tanh is tried for `matchEpochs` */
  readonly matchRates: readonly number[];
  readonly matchEpochs: number;
}

export const FULL_BUDGET: Budget = {
  quick: false,
  sweep: { trainRows: null, validationRows: null, epochs: 50 },
  decaySeeds: 3,
  decayEpochs: [20, 40],
  best: { trainRows: null, testRows: null, seeds: 5 },
  sequences: { rows: null, epochs: 50, seeds: 5 },
  short: { trainRows: 20_000, validationRows: 10_000, epochs: 4, seeds: 5 },
  largeRates: {
    trainRows: 10_000,
    validationRows: 10_000,
    epochs: 5,
    rates: [0.1, 0.2, 0.4, 0.6, 0.8, 1, 1.2, 1.5, 2],
    seeds: 5,
  },
  pace: {
    accuracy: 0.95,
    seeds: 2,
    reluEpochs: 14,
    tanhEpochs: 24,
    matchRates: [0.03, 0.04, 0.05, 0.06],
    matchEpochs: 10,
  },
  convergence: { accuracy: 0.58 },
  sensitivity: { factors: [0.1, 0.3, 1, 3, 10, 30], seeds: 15 },
  permutations: 9_999,
};

export const QUICK_BUDGET: Budget = {
  quick: true,
  sweep: { trainRows: 5_000, validationRows: 2_000, epochs: 10 },
  decaySeeds: 3,
  decayEpochs: [4, 8],
  best: { trainRows: 10_000, testRows: null, seeds: 3 },
  sequences: { rows: null, epochs: 20, seeds: 3 },
  short: { trainRows: 5_000, validationRows: 2_000, epochs: 6, seeds: 3 },
  largeRates: { trainRows: 3_000, validationRows: 2_000, epochs: 3, rates: [0.1, 0.3, 0.8, 2], seeds: 3 },
  pace: { accuracy: 0.85, seeds: 2, reluEpochs: 10, tanhEpochs: 10, matchRates: [0.03, 0.05], matchEpochs: 6 },
  convergence: { accuracy: 0.58 },
  sensitivity: { factors: [0.1, 0.3, 1, 3, 10, 30], seeds: 5 },
  permutations: 999,
};

/** seed, seed + 1, ...: run i of one configuration is paired with run i of another. */
export function seedsFrom(seed: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => seed + i);
}
