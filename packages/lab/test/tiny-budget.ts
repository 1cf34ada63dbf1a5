/** Every section of a reproduction, from the least that gives it figures. */
import { type Budget, DECAY_CONFIGURATIONS, QUICK_BUDGET } from "../src/reproduce/budget.ts";

const size = { trainRows: 1000, validationRows: 100, epochs: 2 };

export const TINY_BUDGET: Budget = {
  ...QUICK_BUDGET,
  sweep: size,
  decayEpochs: [1],
  best: { trainRows: 400, testRows: 100, seeds: 2 },
  sequences: { rows: 160, epochs: 2, seeds: 2 },
  short: { ...size, seeds: 2 },
  largeRates: { ...size, usual: 0.1, rates: [2], seeds: 2 },
  decay: { configurations: DECAY_CONFIGURATIONS, seeds: 2 },
  pace: { accuracy: 0.3, matchRates: [0.05], matchEpochs: 2 },
  sensitivity: { factors: [0.1, 10], seeds: 2 },
  neighbours: { seeds: 2 },
  permutations: 99,
};
