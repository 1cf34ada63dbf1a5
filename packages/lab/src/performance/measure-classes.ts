/** One class of several, or yes or no: how good the answers are, and which rows they are wrong about. */
import { predictBits, predictClasses, rocAuc } from "minibatch";
import type { ClassesEvaluation } from "minibatch-data";
import { columnsOf, countMistaken, type PerformanceInput } from "./performance-input.ts";
import type { ClassPerformance, MistakenRow } from "./task-performance.ts";
import { withIntervals } from "./with-intervals.ts";
import { pickWorst } from "./worst-rows.ts";

export function measureClasses(evaluation: ClassesEvaluation, input: PerformanceInput): ClassPerformance {
  const { preparation, truth, outputs, shown } = input;
  const { reliability, ...figures } = evaluation;
  const hasAll = figures.perClass.every(({ count }) => count > 0);
  return {
    ...figures,
    target: preparation.target.columns[0]!,
    auc: figures.task === "binary" && hasAll ? rocAuc(outputs, truth) : null,
    reliability: withIntervals(reliability),
    ...columnsOf(shown),
    mistaken: pickMistaken(evaluation, input),
  };
}

/** Wrong rows, least probability of the truth first. */
function pickMistaken(
  { task, perClass }: ClassesEvaluation,
  { truth, outputs, shown }: PerformanceInput,
): MistakenRow[] {
  const count = perClass.length;
  const told = task === "binary" ? predictBits(outputs) : predictClasses(outputs, count);
  const probabilityOf = (row: number, label: number): number => {
    if (task === "classes") return outputs[row * count + label]!;
    return label === 1 ? outputs[row]! : 1 - outputs[row]!;
  };
  const badness = Float64Array.from({ length: truth.length }, (_, row) =>
    // above 0 for every wrong one
    told[row] === truth[row] ? 0 : 2 - probabilityOf(row, truth[row]!),
  );
  return pickWorst(badness, countMistaken(shown)).map((row) => ({
    ...shown.show(row),
    truth: perClass[truth[row]!]!.name,
    told: perClass[told[row]!]!.name,
    probability: probabilityOf(row, told[row]!),
    truthProbability: probabilityOf(row, truth[row]!),
  }));
}
