/** One class of several, or yes or no: what is taken for what, and how sure the network was. */
import { confusionMatrix, precisionRecall, predictBits, predictClasses, rocAuc } from "minibatch";
import { columnsOf, countMistaken, type PerformanceInput } from "./performance-input.ts";
import { measureReliability } from "./reliability.ts";
import type { ClassPerformance, MistakenRow } from "./task-performance.ts";
import { pickWorst } from "./worst-rows.ts";

interface Said {
  /** [rows] the predicted class */
  readonly predicted: ArrayLike<number>;
  readonly names: readonly string[];
  probabilityOf(row: number, label: number): number;
}

export function measureClasses(task: "classes" | "binary", input: PerformanceInput): ClassPerformance {
  const { target, truth, shown } = input;
  const said = task === "binary" ? readBinary(input) : readClasses(input);
  const { predicted, names, probabilityOf } = said;
  const matrix = confusionMatrix(predicted, truth, names.length);
  const confusion = names.map((_, label) => [...matrix.subarray(label * names.length, (label + 1) * names.length)]);
  const { perClass, macro, micro } = precisionRecall(matrix);
  const rows = truth.length;
  const isRight = (row: number): boolean => predicted[row] === truth[row];
  const isYes = (row: number): boolean => truth[row] === 1;
  const ofPredicted = Float64Array.from({ length: rows }, (_, row) => probabilityOf(row, predicted[row]!));
  const ofYes = (): Float64Array => Float64Array.from({ length: rows }, (_, row) => probabilityOf(row, 1));
  const hasBoth = confusion.every((counts) => counts.some((count) => count > 0));
  return {
    task,
    target: target.columns[0]!,
    rows,
    accuracy: micro.recall,
    classes: perClass.map((figures, label) => ({
      name: names[label]!,
      support: confusion[label]!.reduce((sum, count) => sum + count, 0),
      ...figures,
    })),
    macro,
    confusion,
    auc: task === "binary" && hasBoth ? rocAuc(ofYes(), truth) : null,
    reliability: task === "binary" ? measureReliability(ofYes(), isYes) : measureReliability(ofPredicted, isRight),
    ...columnsOf(shown),
    mistaken: pickMistaken(input, said),
  };
}

function readBinary({ target, outputs }: PerformanceInput): Said {
  return {
    predicted: predictBits(outputs),
    names: target.classes,
    probabilityOf: (row, label) => (label === 1 ? outputs[row]! : 1 - outputs[row]!),
  };
}

/** A network may have more outputs than there are classes. */
function readClasses({ target, truth, outputs }: PerformanceInput): Said {
  const count = outputs.length / truth.length;
  return {
    predicted: predictClasses(outputs, count),
    names: Array.from({ length: count }, (_, label) => target.classes[label] ?? `output ${label + 1}`),
    probabilityOf: (row, label) => outputs[row * count + label]!,
  };
}

/** Wrong rows, least probability of the truth first. */
function pickMistaken({ truth, shown }: PerformanceInput, { predicted, names, probabilityOf }: Said): MistakenRow[] {
  const badness = Float64Array.from({ length: truth.length }, (_, row) =>
    // at one half of two, the wrong one has as much
    predicted[row] === truth[row] ? 0 : 2 - probabilityOf(row, truth[row]!),
  );
  return pickWorst(badness, countMistaken(shown)).map((row) => ({
    ...shown.show(row),
    truth: names[truth[row]!]!,
    predicted: names[predicted[row]!]!,
    probability: probabilityOf(row, predicted[row]!),
    truthProbability: probabilityOf(row, truth[row]!),
  }));
}
