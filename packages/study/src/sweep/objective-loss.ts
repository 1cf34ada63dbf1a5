/**
 * The objective as a loss: lower is better, whatever the metric, and Infinity is the worst, what is not finite and what
 * failed.
 */
import type { ObjectiveSpec } from "../experiment/spec.ts";
import { type Course, judgedEpoch } from "../statistics/epochs/judged-epoch.ts";
import type { ConfigurationState } from "./group-trials.ts";

const signs: Readonly<Record<ObjectiveSpec["metric"], 1 | -1>> = {
  "validation-loss": 1,
  "validation-accuracy": -1,
  "train-loss": 1,
  "train-accuracy": -1,
};

/** A value of the metric as a loss. */
export function toLoss({ metric }: ObjectiveSpec, value: number): number {
  return Number.isFinite(value) ? signs[metric] * value : Number.POSITIVE_INFINITY;
}

/** The metric's value that has this loss; null where none has (Infinity). */
export function fromLoss({ metric }: ObjectiveSpec, loss: number): number | null {
  return Number.isFinite(loss) ? signs[metric] * loss : null;
}

/**
 * A trial's objective had it ended after `epochs` epochs, or after its last one if it had fewer; Infinity before its
 * first.
 */
export function lossAfter(objective: ObjectiveSpec, course: Course, epochs: number): number {
  const goal = signs[objective.metric] === 1 ? "min" : "max";
  const epoch = judgedEpoch(course, { goal, at: objective.at }, epochs);
  return toLoss(objective, course.values[epoch - 1] ?? Number.NaN);
}

/**
 * A configuration's objective after so many epochs: the mean over its repeats. Infinity when one of them failed. Summed
 * in the order of the repeats and nothing else, for what a sweep that was begun decides next hangs on its last bit.
 */
export function configurationLoss(
  objective: ObjectiveSpec,
  { trials }: ConfigurationState,
  epochs: number = Number.POSITIVE_INFINITY,
): number {
  const losses = trials.map((trial) =>
    trial.status === "failed" ? Number.POSITIVE_INFINITY : lossAfter(objective, trial, epochs),
  );
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}
