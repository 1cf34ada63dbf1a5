/**
 * Figures that do not come from this run: what the original report states, and what a careful NumPy
 * run of the same experiments gave (two seeds, 50 epochs with the decay; sequences five seeds).
 */
import type { OptimizerRecord } from "../results.ts";

export type SweepActivation = "relu" | "tanh";

export const activationNames: Readonly<Record<SweepActivation, string>> = { relu: "ReLU", tanh: "tanh" };

export interface SweepReference {
  readonly activation: SweepActivation;
  readonly learningRate: number;
  readonly validationAccuracy: number;
}

/** The six configurations of the sweep, in the order of Figure 1, and NumPy's final validation accuracy. */
export const sweepReferences: readonly SweepReference[] = [
  { activation: "relu", learningRate: 0.005, validationAccuracy: 0.955 },
  { activation: "relu", learningRate: 0.01, validationAccuracy: 0.967 },
  { activation: "relu", learningRate: 0.02, validationAccuracy: 0.975 },
  { activation: "tanh", learningRate: 0.005, validationAccuracy: 0.942 },
  { activation: "tanh", learningRate: 0.01, validationAccuracy: 0.958 },
  { activation: "tanh", learningRate: 0.02, validationAccuracy: 0.9695 },
];

/** A run counts as agreeing with the reference within this distance, in accuracy. */
export const referenceTolerance = 0.005;

/** ReLU, rate 0.1, trained on all 60,000 rows. */
export const bestReference = {
  /** the original report's single run */
  original: { testAccuracy: 0.9788, testLoss: 0.08092 },
  /** NumPy, mean of five seeds */
  numpy: { testAccuracy: 0.981, testLoss: 0.075 },
} as const;

/** NumPy's validation accuracy at epoch 50, mean of five seeds, random split. */
export const sequenceReferences: Readonly<Record<OptimizerRecord["name"], number>> = {
  SGD: 0.57,
  RMSprop: 0.6,
  Adam: 0.6,
};

/**
 * The same once more: a second NumPy run in float64, written independently, mean of eight other seeds, and their sd.
 */
export const sequenceRecheck = { SGD: 0.563, RMSprop: 0.59, Adam: 0.589, sd: 0.013 } as const;
