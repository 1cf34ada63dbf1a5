/** How good answers are, in the user's words and units: what pages, `evaluate` and programs tell of a network. */
import { confusionMatrix, DataError, type PrecisionRecall, precisionRecall, type Targets } from "minibatch";
import type { Preparation } from "../preprocessing/preparation.ts";
import { undoTargetSteps } from "../preprocessing/prepare-targets.ts";
import { outputsFor } from "../targets/model-for.ts";
import type { TargetTask } from "../targets/target.ts";
import { checkOutputs } from "./answer.ts";
import { type Reliability, reliabilityOf } from "./reliability.ts";

/** By the target's task. */
export type Evaluation = ClassesEvaluation | LabelsEvaluation | NumbersEvaluation;

/** Of one class or label. */
export interface ClassFigures extends PrecisionRecall {
  readonly name: string;
  /** rows that are of it */
  readonly count: number;
}

/** Of classes, and of yes or no. */
export interface ClassesEvaluation {
  readonly task: "classes" | "binary";
  readonly rows: number;
  /** share of the rows whose class was told */
  readonly accuracy: number;
  /** in the order of the classes, also in `confusion` */
  readonly perClass: readonly ClassFigures[];
  /** unweighted means over the classes */
  readonly macro: PrecisionRecall;
  /** [class, told class] how many rows */
  readonly confusion: readonly (readonly number[])[];
  /** of classes: the told one, and whether it was right; of binary: yes, and whether it was yes */
  readonly reliability: Reliability;
}

/** Of several labels. */
export interface LabelsEvaluation {
  readonly task: "labels";
  readonly rows: number;
  /** share of all labels of all rows that were told right */
  readonly accuracy: number;
  /** share of the rows whose every label was told right */
  readonly exactRows: number;
  readonly perLabel: readonly ClassFigures[];
  readonly reliability: Reliability;
}

/** Of numbers. */
export interface NumbersEvaluation {
  readonly task: "regression";
  readonly rows: number;
  readonly perTarget: readonly NumberFigures[];
}

/** Errors of one target, in its unit. */
export interface NumberFigures {
  readonly name: string;
  /** 1 - (sum of squared errors) / (sum of squared differences from the mean); null where all rows are the same */
  readonly rSquared: number | null;
  readonly meanAbsoluteError: number;
  readonly rootMeanSquaredError: number;
  /** mean of told less true: above 0 where too much is told */
  readonly meanError: number;
}

/**
 * `outputs` [rows, outputs] are what `trainer.predict` gives; `truth` [rows, columns] what is so, as `targetNumbers`
 * reads it of a frame, or `truthOf` of prepared targets.
 *
 * @throws DataError for lists that do not fit each other, no rows, or numbers that are not finite.
 */
export function evaluateAnswers(
  preparation: Preparation,
  outputs: ArrayLike<number>,
  truth: ArrayLike<number>,
): Evaluation {
  const { target } = preparation;
  const width = outputsFor(target);
  checkOutputs(outputs, width);
  const rows = outputs.length / width;
  const columns = target.columns.length;
  if (rows === 0 || truth.length !== rows * columns) {
    throw new DataError(
      `Cannot evaluate: ${rows} rows of outputs and ${truth.length} targets in ${columns} ` +
        `column${columns === 1 ? "" : "s"}; give as many of both, at least one row`,
    );
  }
  return evaluators[target.task](preparation, outputs, truth, rows);
}

/** Prepared targets as they were: numbers of classes, 0 and 1, numbers in their unit to float32's precision. */
export function truthOf(preparation: Preparation, targets: Targets): Float64Array {
  return targets.kind === "classes" ? Float64Array.from(targets.values) : undoTargetSteps(preparation, targets.values);
}

type Evaluate = (
  preparation: Preparation,
  outputs: ArrayLike<number>,
  truth: ArrayLike<number>,
  rows: number,
) => Evaluation;

const evaluators: Readonly<Record<TargetTask, Evaluate>> = {
  classes({ target: { classes } }, outputs, truth, rows) {
    const told = new Int32Array(rows);
    const probabilities = new Float64Array(rows);
    for (let row = 0; row < rows; row++) {
      const start = row * classes.length;
      for (let i = 1; i < classes.length; i++) {
        if (outputs[start + i]! > outputs[start + told[row]!]!) told[row] = i;
      }
      probabilities[row] = outputs[start + told[row]!]!;
    }
    const wasRight = told.map((one, row) => (one === truth[row] ? 1 : 0));
    return {
      task: "classes",
      ...countClasses(told, truth, classes),
      reliability: reliabilityOf(probabilities, wasRight),
    };
  },
  binary({ target: { classes } }, outputs, truth) {
    const told = Int32Array.from(outputs, (probability) => (probability > 0.5 ? 1 : 0));
    return { task: "binary", ...countClasses(told, truth, classes), reliability: reliabilityOf(outputs, truth) };
  },
  labels({ target: { columns } }, outputs, truth, rows) {
    const told = Int32Array.from(outputs, (probability) => (probability > 0.5 ? 1 : 0));
    const ofLabel = (list: ArrayLike<number>, j: number): readonly number[] =>
      Array.from({ length: rows }, (_, row) => list[row * columns.length + j]!);
    const perLabel = columns.map((name, j): ClassFigures => {
      const { perClass } = countClasses(ofLabel(told, j), ofLabel(truth, j), ["0", "1"]);
      return { ...perClass[1]!, name };
    });
    const wrongs = new Int32Array(rows);
    for (let i = 0; i < told.length; i++) if (told[i] !== truth[i]) wrongs[Math.floor(i / columns.length)]! += 1;
    return {
      task: "labels",
      rows,
      accuracy: 1 - wrongs.reduce((sum, count) => sum + count, 0) / told.length,
      exactRows: wrongs.filter((count) => count === 0).length / rows,
      perLabel,
      reliability: reliabilityOf(outputs, truth),
    };
  },
  regression(preparation, outputs, truth, rows) {
    const { columns } = preparation.target;
    const told = undoTargetSteps(preparation, outputs);
    const perTarget = columns.map((name, j) => {
      const of = (list: ArrayLike<number>) =>
        Float64Array.from({ length: rows }, (_, i) => list[i * columns.length + j]!);
      return { name, ...measureNumbers(of(told), of(truth)) };
    });
    return { task: "regression", rows, perTarget };
  },
};

function countClasses(
  told: ArrayLike<number>,
  truth: ArrayLike<number>,
  classes: readonly string[],
): Omit<ClassesEvaluation, "task" | "reliability"> {
  const matrix = confusionMatrix(told, truth, classes.length);
  const { perClass, macro, micro } = precisionRecall(matrix);
  const confusion = classes.map((_, i) => [...matrix.subarray(i * classes.length, (i + 1) * classes.length)]);
  return {
    rows: truth.length,
    accuracy: micro.recall,
    perClass: perClass.map((figures, i) => ({
      name: classes[i]!,
      count: confusion[i]!.reduce((sum, count) => sum + count, 0),
      ...figures,
    })),
    macro,
    confusion,
  };
}

function measureNumbers(told: Float64Array, truth: Float64Array): Omit<NumberFigures, "name"> {
  const rows = truth.length;
  const mean = sum(truth) / rows;
  const errors = told.map((value, i) => value - truth[i]!);
  const squares = sum(errors.map((error) => error * error));
  const spread = sum(truth.map((value) => (value - mean) * (value - mean)));
  // of equal numbers the mean may be off by rounding, and so the spread above 0
  const isConstant = truth.every((value) => value === truth[0]);
  return {
    rSquared: isConstant ? null : 1 - squares / spread,
    meanAbsoluteError: sum(errors.map(Math.abs)) / rows,
    rootMeanSquaredError: Math.sqrt(squares / rows),
    meanError: sum(errors) / rows,
  };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
