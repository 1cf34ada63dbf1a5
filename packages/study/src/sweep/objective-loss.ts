/**
 * The objective as a loss: lower is better whatever the metric, and Infinity, the worst, stands for failures and for
 * values that are not finite.
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

/** Converts the metric's value to a loss. */
export function toLoss({ metric }: ObjectiveSpec, value: number): number {
  return Number.isFinite(value) ? signs[metric] * value : Number.POSITIVE_INFINITY;
}

/** Converts a loss back to the metric's value; null for Infinity. */
export function fromLoss({ metric }: ObjectiveSpec, loss: number): number | null {
  return Number.isFinite(loss) ? signs[metric] * loss : null;
}

/**
 * A trial's objective if it had ended after `epochs` epochs (or after its last, if it had fewer); Infinity before its
 * first.
 */
export function lossAfter(objective: ObjectiveSpec, course: Course, epochs: number): number {
  const goal = signs[objective.metric] === 1 ? "min" : "max";
  const epoch = judgedEpoch(course, { goal, at: objective.at }, epochs);
  return toLoss(objective, course.values[epoch - 1] ?? Number.NaN);
}

/**
 * A configuration's objective after `epochs` epochs: the mean over its repeats, Infinity when one of them failed.
 * Always summed in the order of the repeats, because what a resumed sweep decides next may depend on the last bit.
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
