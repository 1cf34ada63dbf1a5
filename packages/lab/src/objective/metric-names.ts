/** The figures that a training has after each epoch, as stores, specs and readers call them. */

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

/** What the axis of a loss is labelled with: its formula's name and unit. */
export const lossLabels: Readonly<Record<LossKind, string>> = {
  "softmax-cross-entropy": "loss: cross-entropy (nats per row)",
  "sigmoid-binary-cross-entropy": "loss: cross-entropy (nats per row)",
  "mean-squared-error": "loss: mean squared error",
};
export const accuracyLabel = "accuracy (share of rows, 0 to 1)";
