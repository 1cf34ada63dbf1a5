/** The door through which data enter: every shape, label and number is checked once, before training. */
import { DataError } from "../errors.ts";
import { checkCompressedRowsInSlices } from "./check-compressed-rows.ts";
import type { ClassLabels, Dataset, DenseRows, Rows, Targets, TargetValues } from "./dataset.ts";
import { type Slices, searchInSlices } from "./slices.ts";

/** What a data set must fit. */
export interface DataNeeds {
  readonly features: number;
  readonly outputs: number;
  readonly loss: "softmax-cross-entropy" | "sigmoid-binary-cross-entropy" | "mean-squared-error";
}

/**
 * Throws DataError unless the data set `what` ("the training set") fits: [rows, features] finite
 * numbers, a target for every row, labels within the classes, targets within 0 and 1 for the
 * cross-entropies.
 */
export function* checkDatasetInSlices(what: string, dataset: Dataset, needs: DataNeeds): Slices<void> {
  yield* checkRowsInSlices(what, dataset.x, needs.features);
  yield* checkTargetsInSlices(what, dataset.y, dataset.x.rows, needs);
}

/** The same for rows alone, as `predict` takes them. */
export function* checkRowsInSlices(what: string, x: Rows, features: number): Slices<void> {
  if (!Number.isSafeInteger(x.rows) || x.rows < 1)
    throw new DataError(`Cannot use ${what}: it has ${x.rows} rows; give at least one`);
  if (x.features !== features) {
    throw new DataError(
      `Cannot use ${what}: its rows have ${x.features} features but the model takes ${features}; change the model's inputs or the data`,
    );
  }
  if (x.kind === "compressed") yield* checkCompressedRowsInSlices(what, x);
  else checkDenseRows(what, x);
  const { values } = x;
  if (values instanceof Uint8Array) return;
  const bad = yield* searchInSlices(values.length, (from, to) => findNonFinite(values, from, to));
  if (bad === -1) return;
  const row = x.kind === "dense" ? Math.floor(bad / x.features) : x.offsets.findLastIndex((offset) => offset <= bad);
  const column = x.kind === "dense" ? bad % x.features : x.columns[bad];
  throw new DataError(
    `Cannot use ${what}: row ${row}, column ${column} is ${x.values[bad]}; every number must be finite: drop or fill in such rows`,
  );
}

/** A loop, not findIndex: a call per number takes fifteen times as long, and a page waits for it. */
function findNonFinite(values: Float32Array | Float64Array, from: number, to: number): number {
  for (let i = from; i < to; i++) if (!Number.isFinite(values[i])) return i;
  return -1;
}

function checkDenseRows(what: string, { rows, features, values, scale }: DenseRows): void {
  if (values.length !== rows * features) {
    throw new DataError(
      `Cannot use ${what}: it holds ${values.length} numbers but ${rows} rows of ${features} make ${rows * features}; give all of them`,
    );
  }
  if (!Number.isFinite(scale)) {
    throw new DataError(
      `Cannot use ${what}: its scale is ${scale}; give a finite number, 1 to leave the values as they are`,
    );
  }
}

function* checkTargetsInSlices(what: string, y: Targets, rows: number, { outputs, loss }: DataNeeds): Slices<void> {
  if (y.kind === "classes") {
    if (loss !== "softmax-cross-entropy") {
      throw new DataError(
        `Cannot use ${what}: its targets are classes but ${loss} takes numbers; give targets of kind "values"`,
      );
    }
    if (y.values.length !== rows)
      throw new DataError(`Cannot use ${what}: ${rows} rows but ${y.values.length} labels; give one label a row`);
    const { values } = y;
    const bad = yield* searchInSlices(values.length, (from, to) => findWrongLabel(values, outputs, from, to));
    if (bad !== -1) {
      throw new DataError(
        `Cannot use ${what}: the label of row ${bad} is ${y.values[bad]}, out of range; the model has ${outputs} classes, 0 to ${outputs - 1}`,
      );
    }
    return;
  }
  if (y.columns !== outputs || y.values.length !== rows * outputs) {
    throw new DataError(
      `Cannot use ${what}: targets are ${y.values.length} numbers in ${y.columns} columns but ${rows} rows of ${outputs} outputs make ${rows * outputs}; give one target per output`,
    );
  }
  const isProbability = loss !== "mean-squared-error";
  const { values } = y;
  const bad = yield* searchInSlices(values.length, (from, to) => findWrongTarget(values, isProbability, from, to));
  if (bad !== -1) {
    throw new DataError(
      `Cannot use ${what}: the target of row ${Math.floor(bad / outputs)}, column ${bad % outputs} is ${y.values[bad]}; ${loss} needs ${isProbability ? "0 to 1" : "a finite number"}`,
    );
  }
}

function findWrongLabel(labels: ClassLabels["values"], classes: number, from: number, to: number): number {
  for (let i = from; i < to; i++) if (labels[i] < 0 || labels[i] >= classes) return i;
  return -1;
}

function findWrongTarget(targets: TargetValues["values"], isProbability: boolean, from: number, to: number): number {
  for (let i = from; i < to; i++) {
    const target = targets[i];
    if (!Number.isFinite(target) || (isProbability && (target < 0 || target > 1))) return i;
  }
  return -1;
}
