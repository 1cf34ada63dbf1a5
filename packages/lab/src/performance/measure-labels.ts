/** Several labels at once: each as yes or no, and the rows where most is wrong. */
import { binaryAccuracy, confusionMatrix, log, precisionRecall, predictBits, rocAuc } from "minibatch";
import { columnsOf, countMistaken, type PerformanceInput } from "./performance-input.ts";
import { measureReliability } from "./reliability.ts";
import type { LabelFigures, LabelPerformance, MistakenLabels } from "./task-performance.ts";
import { pickWorst } from "./worst-rows.ts";

export function measureLabels({ target, truth, outputs, shown }: PerformanceInput): LabelPerformance {
  const names = target.columns;
  const rows = truth.length / names.length;
  const predicted = predictBits(outputs);
  const isWrong = (at: number): boolean => predicted[at] !== truth[at];
  const badness = new Float64Array(rows);
  let exact = 0;
  for (let row = 0; row < rows; row++) {
    const places = names.map((_, j) => row * names.length + j);
    if (!places.some(isWrong)) {
      exact++;
      continue;
    }
    // the loss of the row; a probability of 0 counts as the least there is
    badness[row] = places.reduce((sum, at) => sum - log(Math.max(truth[at] === 1 ? outputs[at]! : 1 - outputs[at]!, 1e-300)), 0);
  }
  const mistaken = pickWorst(badness, countMistaken(shown)).map((row): MistakenLabels => {
    const at = (j: number): number => row * names.length + j;
    return {
      ...shown.show(row),
      truth: names.filter((_, j) => truth[at(j)] === 1),
      predicted: names.filter((_, j) => predicted[at(j)] === 1),
      wrong: names.flatMap((label, j) => (isWrong(at(j)) ? [{ label, probability: outputs[at(j)]! }] : [])),
    };
  });
  return {
    task: "labels",
    rows,
    exact: exact / rows,
    labels: names.map((name, j) => measureLabel(name, pickColumn(truth, j, names.length), pickColumn(outputs, j, names.length))),
    ...columnsOf(shown),
    mistaken,
  };
}

function measureLabel(name: string, truth: Float64Array, probabilities: Float64Array): LabelFigures {
  const matrix = confusionMatrix(predictBits(probabilities), truth, 2);
  const support = matrix[2]! + matrix[3]!;
  return {
    name,
    support,
    accuracy: binaryAccuracy(probabilities, truth),
    ...precisionRecall(matrix).perClass[1]!,
    confusion: [[...matrix.subarray(0, 2)], [...matrix.subarray(2)]],
    auc: support > 0 && support < truth.length ? rocAuc(probabilities, truth) : null,
    reliability: measureReliability(probabilities, (row) => truth[row] === 1),
  };
}

function pickColumn(values: ArrayLike<number>, column: number, columns: number): Float64Array {
  return Float64Array.from({ length: values.length / columns }, (_, row) => values[row * columns + column]!);
}
