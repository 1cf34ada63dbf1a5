/** Several labels at once: each as yes or no, and the rows where most is wrong. */
import { confusionMatrix, log, predictBits, rocAuc } from "minibatch";
import { type LabelsEvaluation, reliabilityOf } from "minibatch-data";
import { columnsOf, countMistaken, type PerformanceInput } from "./performance-input.ts";
import { pickColumn } from "./pick-column.ts";
import type { LabelPerformance, LabelPerformanceFigures, MistakenLabels } from "./task-performance.ts";
import { withIntervals } from "./with-intervals.ts";
import { pickWorst } from "./worst-rows.ts";

export function measureLabels(
  { reliability: _all, perLabel, ...figures }: LabelsEvaluation,
  input: PerformanceInput,
): LabelPerformance {
  const { truth, outputs, shown } = input;
  const columns = perLabel.length;
  return {
    ...figures,
    perLabel: perLabel.map((label, j): LabelPerformanceFigures => {
      const [true_, probabilities] = [pickColumn(truth, j, columns), pickColumn(outputs, j, columns)];
      const matrix = confusionMatrix(predictBits(probabilities), true_, 2);
      return {
        ...label,
        confusion: [[...matrix.subarray(0, 2)], [...matrix.subarray(2)]],
        auc: label.count > 0 && label.count < true_.length ? rocAuc(probabilities, true_) : null,
        reliability: withIntervals(reliabilityOf(probabilities, true_)),
      };
    }),
    ...columnsOf(shown),
    mistaken: pickMistaken(
      perLabel.map(({ name }) => name),
      input,
    ),
  };
}

/** What is not in any float64 counts as the least that is. */
const LEAST_PROBABILITY = 1e-300;

/** Rows with a wrong label, the greatest loss first: that of its true labels together. */
function pickMistaken(names: readonly string[], { truth, outputs, shown }: PerformanceInput): MistakenLabels[] {
  const told = predictBits(outputs);
  const placesOf = (row: number): readonly number[] => names.map((_, j) => row * names.length + j);
  const isWrong = (at: number): boolean => told[at] !== truth[at];
  const lossOf = (at: number): number =>
    -log(Math.max(truth[at] === 1 ? outputs[at]! : 1 - outputs[at]!, LEAST_PROBABILITY));
  const badness = Float64Array.from({ length: truth.length / names.length }, (_, row) => {
    const places = placesOf(row);
    return places.some(isWrong) ? places.reduce((sum, at) => sum + lossOf(at), 0) : 0;
  });
  return pickWorst(badness, countMistaken(shown)).map((row) => {
    const places = placesOf(row);
    return {
      ...shown.show(row),
      truth: names.filter((_, j) => truth[places[j]!] === 1),
      told: names.filter((_, j) => told[places[j]!] === 1),
      wrong: names.flatMap((label, j) => (isWrong(places[j]!) ? [{ label, probability: outputs[places[j]!]! }] : [])),
    };
  });
}
