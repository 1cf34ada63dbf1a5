/**
 * How well one network does on the rows of one split, by what is asked of it: what a page shows and `results.json`
 * holds. Numbers that there are none of are null.
 */
import type { PrecisionRecall } from "minibatch";

export type TaskPerformance = ClassPerformance | LabelPerformance | NumberPerformance;

/** A row as whoever mends the file finds it. */
export interface ShownRow {
  /** "line 17", "cats/3.png" */
  readonly place: string;
  /** as they stand in the file, in the order of `columns`; null where one is missing */
  readonly values: readonly (string | number | null)[];
  /** a PNG as a data address, where the row is a picture */
  readonly picture: string | null;
}

/** Which of a row's columns are told. */
export interface ShownColumns {
  readonly columns: readonly string[];
  /** how many more there are */
  readonly moreColumns: number;
}

/** One class of several, or yes or no. */
export interface ClassPerformance extends ShownColumns {
  readonly task: "classes" | "binary";
  /** the column */
  readonly target: string;
  readonly rows: number;
  /** share of rows whose likeliest class is the true one */
  readonly accuracy: number;
  /** in the order of the outputs; of binary [no, yes] */
  readonly classes: readonly ClassFigures[];
  /** unweighted means over the classes */
  readonly macro: PrecisionRecall;
  /** [true class][predicted class] rows */
  readonly confusion: readonly (readonly number[])[];
  /** area under the ROC curve of yes; null unless binary with rows of both */
  readonly auc: number | null;
  /** of binary the probability of yes; of classes that of the predicted one */
  readonly reliability: Reliability;
  readonly mistaken: readonly MistakenRow[];
}

export interface ClassFigures extends PrecisionRecall {
  readonly name: string;
  /** rows that are truly of it */
  readonly support: number;
}

/** A row to whose true class the network gave little. */
export interface MistakenRow extends ShownRow {
  readonly truth: string;
  readonly predicted: string;
  /** of the predicted class, and of the true one */
  readonly probability: number;
  readonly truthProbability: number;
}

/** Several labels at once, each yes or no. */
export interface LabelPerformance extends ShownColumns {
  readonly task: "labels";
  readonly rows: number;
  /** share of the rows of which every label is right */
  readonly exact: number;
  readonly labels: readonly LabelFigures[];
  readonly mistaken: readonly MistakenLabels[];
}

export interface LabelFigures extends PrecisionRecall {
  readonly name: string;
  /** rows that truly have it */
  readonly support: number;
  readonly accuracy: number;
  /** [without, with][said without, said with] rows */
  readonly confusion: readonly (readonly number[])[];
  /** null unless there are rows with it and without it */
  readonly auc: number | null;
  readonly reliability: Reliability;
}

export interface MistakenLabels extends ShownRow {
  readonly truth: readonly string[];
  readonly predicted: readonly string[];
  /** those that are wrong, with the probability that the network gave them */
  readonly wrong: readonly { readonly label: string; readonly probability: number }[];
}

/** One number or several. */
export interface NumberPerformance extends ShownColumns {
  readonly task: "regression";
  readonly rows: number;
  readonly targets: readonly NumberFigures[];
}

/** Of one column, in its unit. A residual is predicted - true. */
export interface NumberFigures {
  readonly name: string;
  /** null where the true values are all the same */
  readonly rSquared: number | null;
  readonly meanAbsoluteError: number;
  readonly rootMeanSquaredError: number;
  /** mean residual: above 0 the network says too much */
  readonly bias: number;
  /** [true, predicted] of `points.length` rows, evenly from all */
  readonly points: readonly (readonly [truth: number, predicted: number])[];
  /** counts[i] residuals from edges[i] up to edges[i + 1], of the last bin its end too */
  readonly residuals: { readonly edges: readonly number[]; readonly counts: readonly number[] };
  readonly mistaken: readonly MistakenNumber[];
}

export interface MistakenNumber extends ShownRow {
  readonly truth: number;
  readonly predicted: number;
}

/** Predicted probabilities against what came: bins of equal width from 0 to 1. */
export interface Reliability {
  readonly bins: readonly ReliabilityBin[];
  /** mean of |predicted - observed| over the bins, weighted by their rows (expected calibration error) */
  readonly expectedError: number;
}

/** Rows whose probability is above `from` and at most `to`; of the first bin 0 as well. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** mean probability, and the share of the rows where it came true; null without rows */
  readonly predicted: number | null;
  readonly observed: number | null;
  /** Wilson's 95% interval of `observed` */
  readonly interval: readonly [low: number, high: number] | null;
}
