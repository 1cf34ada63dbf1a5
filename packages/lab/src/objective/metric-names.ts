/** The four figures of a training after each epoch, by their names in stores, specs and texts. */

import type { LossKind } from "minibatch";
import type { ObjectiveSpec } from "study";

export const METRICS = ["trainLoss", "trainAccuracy", "validationLoss", "validationAccuracy"] as const;
export type MetricName = (typeof METRICS)[number];

const names: Readonly<Record<ObjectiveSpec["metric"], MetricName>> = {
  "train-loss": "trainLoss",
  "train-accuracy": "trainAccuracy",
  "validation-loss": "validationLoss",
  "validation-accuracy": "validationAccuracy",
};

/** `validation-accuracy` -> `validationAccuracy` */
export function nameMetric(objective: ObjectiveSpec["metric"]): MetricName {
  return names[objective];
}

/** `validation-accuracy` -> "validation accuracy" */
export function spellMetric(objective: ObjectiveSpec["metric"]): string {
  return objective.replace("-", " ");
}

/** The axis label of a loss: its formula's name and unit. */
export const lossLabels: Readonly<Record<LossKind, string>> = {
  "softmax-cross-entropy": "loss: cross-entropy (nats per row)",
  "sigmoid-binary-cross-entropy": "loss: cross-entropy (nats per row)",
  "mean-squared-error": "loss: mean squared error",
};
export const accuracyLabel = "accuracy (share of rows, 0 to 1)";
