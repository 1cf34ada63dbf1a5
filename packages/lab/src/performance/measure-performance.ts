/** How well answers fit the truth, by what is asked: a row a task. */
import type { TargetTask } from "minibatch-data/sets";
import { measureClasses } from "./measure-classes.ts";
import { measureLabels } from "./measure-labels.ts";
import { measureNumbers } from "./measure-numbers.ts";
import type { PerformanceInput } from "./performance-input.ts";
import type { TaskPerformance } from "./task-performance.ts";

const measures: Readonly<Record<TargetTask, (input: PerformanceInput) => TaskPerformance>> = {
  classes: (input) => measureClasses("classes", input),
  binary: (input) => measureClasses("binary", input),
  labels: measureLabels,
  regression: measureNumbers,
};

/** Throws DataError for outputs that are no numbers, or no rows. */
export function measurePerformance(input: PerformanceInput): TaskPerformance {
  return measures[input.target.task](input);
}
