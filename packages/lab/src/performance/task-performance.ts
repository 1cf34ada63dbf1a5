/**
 * How well one network does on the rows of one split, by what is asked of it: what a page shows and `results.json`
 * holds. The figures are those of `evaluateAnswers`; here come the intervals, and the rows that are looked at. Numbers
 * that there are none of are null.
 */
import type {
  ClassesEvaluation,
  ClassFigures,
  LabelsEvaluation,
  NumberFigures,
  NumbersEvaluation,
  Reliability,
  ReliabilityBin,
} from "minibatch-data";

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
export interface ClassPerformance extends Omit<ClassesEvaluation, "reliability">, ShownColumns {
  /** the column */
  readonly target: string;
  /** area under the ROC curve of yes; null unless binary with rows of both */
  readonly auc: number | null;
  readonly reliability: ReliabilityWithIntervals;
  readonly mistaken: readonly MistakenRow[];
}

/** A row to whose true class the network gave little. */
export interface MistakenRow extends ShownRow {
  readonly truth: string;
  readonly told: string;
  /** of the told class, and of the true one */
  readonly probability: number;
  readonly truthProbability: number;
}

/** Several labels at once, each yes or no. */
export interface LabelPerformance extends Omit<LabelsEvaluation, "perLabel" | "reliability">, ShownColumns {
  readonly perLabel: readonly LabelPerformanceFigures[];
  readonly mistaken: readonly MistakenLabels[];
}

export interface LabelPerformanceFigures extends ClassFigures {
  /** [without, with][told without, told with] rows */
  readonly confusion: readonly (readonly number[])[];
  /** null unless there are rows with it and without it */
  readonly auc: number | null;
  readonly reliability: ReliabilityWithIntervals;
}

export interface MistakenLabels extends ShownRow {
  readonly truth: readonly string[];
  readonly told: readonly string[];
  /** those that are wrong, with the probability that the network gave them */
  readonly wrong: readonly { readonly label: string; readonly probability: number }[];
}

/** One number or several. */
export interface NumberPerformance extends Omit<NumbersEvaluation, "perTarget">, ShownColumns {
  readonly perTarget: readonly NumberPerformanceFigures[];
}

/** Of one column, in its unit. A residual is told less true. */
export interface NumberPerformanceFigures extends NumberFigures {
  /** [true, told] of some rows, evenly from all */
  readonly points: readonly (readonly [truth: number, told: number])[];
  /** counts[i] residuals from edges[i] up to edges[i + 1], of the last bin its end too */
  readonly residuals: { readonly edges: readonly number[]; readonly counts: readonly number[] };
  readonly mistaken: readonly MistakenNumber[];
}

export interface MistakenNumber extends ShownRow {
  readonly truth: number;
  readonly told: number;
}

export interface ReliabilityWithIntervals extends Reliability {
  /** a probability at an edge is in the bin below it */
  readonly bins: readonly ReliabilityInterval[];
}

export interface ReliabilityInterval extends ReliabilityBin {
  /** Wilson's 95% interval of `share` */
  readonly interval: readonly [low: number, high: number] | null;
}
