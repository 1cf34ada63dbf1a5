/**
 * The objective as a loss: lower is better whatever the metric, and Infinity, the worst, stands for failures and for
 * values that are not finite.
 */
import { goalOf } from "../experiment/objective-goal.ts";
import type { ObjectiveSpec } from "../experiment/spec.ts";
import { type Course, judgedEpoch } from "../statistics/epochs/judged-epoch.ts";
import type { ConfigurationState } from "./group-trials.ts";

function signOf(objective: ObjectiveSpec): 1 | -1 {
  return goalOf(objective) === "min" ? 1 : -1;
}

/** Converts the metric's value to a loss. */
export function toLoss(objective: ObjectiveSpec, value: number): number {
  return Number.isFinite(value) ? signOf(objective) * value : Number.POSITIVE_INFINITY;
}

/** Converts a loss back to the metric's value; null for Infinity. */
export function fromLoss(objective: ObjectiveSpec, loss: number): number | null {
  return Number.isFinite(loss) ? signOf(objective) * loss : null;
}

/**
 * A trial's objective if it had ended after `epochs` epochs (or after its last, if it had fewer); Infinity before its
 * first.
 */
export function lossAfter(objective: ObjectiveSpec, course: Course, epochs: number): number {
  const epoch = judgedEpoch(course, { goal: goalOf(objective), at: objective.at }, epochs);
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
