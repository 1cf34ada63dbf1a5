/** Checks a data set: every shape, label and number, once, before training. */
import { DataError } from "../errors.ts";
import { type Loss, lossKindOf, ruleOfLoss } from "../losses/losses.ts";
import type { Precision } from "../math/float-array.ts";
import { checkArrayClass } from "./check-arrays.ts";
import { checkCompressedRowsInSlices } from "./check-compressed-rows.ts";
import { checkDenseRows } from "./check-dense-rows.ts";
import { findNonFiniteInSlices, nonFiniteNumber } from "./check-numbers.ts";
import type { ClassLabels, Dataset, Rows, TargetValues } from "./dataset.ts";
import { type Slices, searchInSlices } from "./slices.ts";

/** What rows must fit. */
export interface RowNeeds {
  readonly features: number;
  /** of the executor: numbers must be finite in it */
  readonly precision: Precision;
}

/** What a data set must fit. */
export interface DataNeeds extends RowNeeds {
  readonly outputs: number;
  readonly loss: Loss;
}

/**
 * Throws DataError unless the data set `what` ("the training set") fits: [rows, features] finite numbers, a target for
 * every row, labels within the classes, targets within 0 and 1 for the cross-entropies.
 */
export function* checkDatasetInSlices(what: string, dataset: Dataset, needs: DataNeeds): Slices<void> {
  yield* checkRowsInSlices(what, dataset.x, needs);
  const { y } = dataset;
  if (y.kind === "classes") yield* checkLabelsInSlices(what, y, dataset.x.rows, needs);
  else yield* checkTargetValuesInSlices(what, y, dataset.x.rows, needs);
}

/** The same for rows alone, as `predict` takes them. */
export function* checkRowsInSlices(what: string, x: Rows, { features, precision }: RowNeeds): Slices<void> {
  if (!Number.isSafeInteger(x.rows) || x.rows < 1)
    throw new DataError(`Cannot use ${what}: it has ${x.rows} rows; give at least one`);
  if (x.features !== features) {
    throw new DataError(
      `Cannot use ${what}: its rows have ${x.features} features but the model takes ${features}; change the ` +
        "model's inputs or the data",
    );
  }
  if (x.kind === "compressed") yield* checkCompressedRowsInSlices(what, x);
  else checkDenseRows(what, x);
  const scale = x.kind === "dense" ? x.scale : 1;
  const bad = yield* findNonFiniteInSlices(x.values, scale, precision);
  if (bad === -1) return;
  const row = x.kind === "dense" ? Math.floor(bad / x.features) : x.offsets.findLastIndex((offset) => offset <= bad);
  const column = x.kind === "dense" ? bad % x.features : x.columns[bad];
  throw nonFiniteNumber(what, `row ${row}, column ${column}`, x.values[bad], scale);
}

function* checkLabelsInSlices(
  what: string,
  { values }: ClassLabels,
  rows: number,
  { outputs, loss }: DataNeeds,
): Slices<void> {
  if (!ruleOfLoss(loss).takesClasses) {
    throw new DataError(
      `Cannot use ${what}: its targets are classes but ${lossKindOf(loss)} takes numbers; give targets of kind "values"`,
    );
  }
  checkArrayClass(what, "y.values", values, ["Uint8Array", "Int32Array"]);
  if (values.length !== rows)
    throw new DataError(`Cannot use ${what}: ${rows} rows but ${values.length} labels; give one label a row`);
  const bad = yield* searchInSlices(values.length, (from, to) => findWrongLabel(values, outputs, from, to));
  if (bad === -1) return;
  throw new DataError(
    `Cannot use ${what}: the label of row ${bad} is ${values[bad]}, out of range; the model has ${outputs} ` +
      `classes, 0 to ${outputs - 1}`,
  );
}

function* checkTargetValuesInSlices(
  what: string,
  { columns, values }: TargetValues,
  rows: number,
  { outputs, loss, precision }: DataNeeds,
): Slices<void> {
  checkArrayClass(what, "y.values", values, ["Float32Array", "Float64Array"]);
  if (columns !== outputs || values.length !== rows * outputs) {
    throw new DataError(
      `Cannot use ${what}: targets are ${values.length} numbers in ${columns} columns but ${rows} rows of ` +
        `${outputs} outputs make ${rows * outputs}; give one target per output`,
    );
  }
  const placeOf = (bad: number): string => `row ${Math.floor(bad / outputs)}, column ${bad % outputs}`;
  const wanted = ruleOfLoss(loss).targets;
  const most = wanted === "shares" ? 1 : Infinity;
  if (wanted !== "shares") {
    const bad = yield* findNonFiniteInSlices(values, 1, precision);
    if (bad !== -1) throw nonFiniteNumber(what, `the target of ${placeOf(bad)}`, values[bad], 1);
    if (wanted === "numbers") return;
  }
  const bad = yield* searchInSlices(values.length, (from, to) => findOutside(values, most, from, to));
  if (bad === -1) return;
  throw new DataError(
    `Cannot use ${what}: the target of ${placeOf(bad)} is ${values[bad]}; ${lossKindOf(loss)} needs ` +
      (most === 1 ? "0 to 1" : "at least 0"),
  );
}

// Conditions say what a number must be: a NaN fails them, because no comparison with it is true.

function findWrongLabel(labels: ClassLabels["values"], classes: number, from: number, to: number): number {
  for (let i = from; i < to; i++) if (!(labels[i] >= 0 && labels[i] < classes)) return i;
  return -1;
}

function findOutside(targets: TargetValues["values"], most: number, from: number, to: number): number {
  for (let i = from; i < to; i++) if (!(targets[i] >= 0 && targets[i] <= most)) return i;
  return -1;
}
