/** Whether a training is ended for being worse than others were at its epoch. Pure. */

import type { TrainEpoch } from "study";
import { type Course, judgedEpoch } from "study/statistics";
import type { AttemptLimits } from "./task.ts";

/** A metric's course, NaN where it was not measured, and the epochs that would be kept. */
export function courseOf(epochs: readonly TrainEpoch[], metric: string): Course {
  const values = epochs.map((epoch) => {
    const split = metric.startsWith("train") ? epoch.train : epoch.validation;
    return (metric.endsWith("loss") ? split?.loss : split?.accuracy) ?? Number.NaN;
  });
  const isTold = epochs.some(({ keptEpoch }) => keptEpoch !== undefined);
  return { values, kept: isTold ? epochs.map(({ keptEpoch = Number.NaN }) => keptEpoch) : null };
}

/**
 * The reason in one line when the last of `epochs` is one at which it ends, else null. Judged is its best figure so
 * far, or, where the best epoch's weights are put back, that of the network it would keep.
 */
export function judgeEpoch(epochs: readonly TrainEpoch[], pruning: AttemptLimits["pruning"]): string | null {
  return pruning === null ? null : judgeCourse(courseOf(epochs, pruning.metric), pruning);
}

/** As `judgeEpoch`, of the metric's own course. */
export function judgeCourse(course: Course, pruning: NonNullable<AttemptLimits["pruning"]>): string | null {
  const { length } = course.values;
  const threshold = pruning.thresholds[length - 1] ?? null;
  if (threshold === null) return null;
  const { metric, goal } = pruning;
  const epoch = judgedEpoch(course, { goal, at: "best" });
  const figure = course.values[epoch - 1] ?? Number.NaN;
  if (goal === "min" ? figure <= threshold : figure >= threshold) return null;
  const what =
    course.kept === null
      ? `its best ${metric} so far is`
      : `the network it would keep, of epoch ${epoch}, has a ${metric} of`;
  return (
    `pruned after epoch ${length}: ${what} ${figure.toPrecision(6)}, the median of earlier trials there ` +
    `${threshold.toPrecision(6)}`
  );
}
