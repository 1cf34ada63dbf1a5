/** The figures of a training after each epoch, by their names in stores, specs and texts. */

import type { LossKind } from "minibatch";

/** The four of a network. */
export const METRICS = ["trainLoss", "trainAccuracy", "validationLoss", "validationAccuracy"] as const;

/** As stores name it: one of `METRICS`, or what a training of one's own gives. */
export type MetricName = string;

/** `validation-accuracy`, `validationAccuracy` -> "validation accuracy" */
export function spellMetric(metric: string): string {
  return metric
    .replaceAll(/(?<=[a-z0-9])[A-Z](?=[a-z])/g, (letter) => `-${letter.toLowerCase()}`)
    .replaceAll(/[-_]/g, " ");
}

/** The axis label of a loss: its formula's name and unit. */
export const lossLabels: Readonly<Record<LossKind, string>> = {
  "softmax-cross-entropy": "loss: cross-entropy (nats per row)",
  "sigmoid-binary-cross-entropy": "loss: cross-entropy (nats per row)",
  "mean-squared-error": "loss: mean squared error",
  "mean-absolute-error": "loss: mean absolute error",
  huber: "loss: Huber's",
  quantile: "loss: of the quantile",
  poisson: "loss: Poisson's (nats per row, less a constant)",
  "kullback-leibler": "loss: Kullback-Leibler divergence (nats per row)",
  hinge: "loss: hinge",
  "multi-margin": "loss: hinge of classes",
  "sigmoid-focal": "loss: focal (per row)",
  "softmax-focal": "loss: focal (per row)",
};
export const accuracyLabel = "accuracy (share of rows, 0 to 1)";
