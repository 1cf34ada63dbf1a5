/** How well answers fit the truth, by what is asked. */
import { evaluateAnswers } from "minibatch-data";
import { measureClasses } from "./measure-classes.ts";
import { measureLabels } from "./measure-labels.ts";
import { measureNumbers } from "./measure-numbers.ts";
import type { PerformanceInput } from "./performance-input.ts";
import type { TaskPerformance } from "./task-performance.ts";

/** Throws DataError for outputs that are no numbers, or no rows. */
export function measurePerformance(input: PerformanceInput): TaskPerformance {
  const evaluation = evaluateAnswers(input.preparation, input.outputs, input.truth);
  switch (evaluation.task) {
    case "classes":
    case "binary":
      return measureClasses(evaluation, input);
    case "labels":
      return measureLabels(evaluation, input);
    case "regression":
      return measureNumbers(evaluation, input);
    default:
      return evaluation satisfies never;
  }
}
