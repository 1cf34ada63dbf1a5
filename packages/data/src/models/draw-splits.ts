import { SpecError } from "minibatch";
import type { Frame } from "../frame/frame.ts";
import { rowsOfShare, type Split, splitByCount, splitStratified } from "../splits/splits.ts";
import type { TargetSpec } from "../targets/target.ts";
import { targetNumbers } from "../targets/target-numbers.ts";

/** How a program's rows are dealt out. */
export interface SplitOptions {
  /** share of the rows below 1, or their number; default 0.2 */
  readonly validation?: number | undefined;
  readonly test?: number | undefined;
  /** every class gives its share; default: true for classes and binary */
  readonly stratify?: boolean | undefined;
  /** draws them; default 0 */
  readonly seed?: number | undefined;
}

/** Row numbers of each split. */
export interface SplitRowNumbers {
  readonly train: Uint32Array;
  readonly validation: Uint32Array;
  readonly test: Uint32Array;
}

/** What is tested is drawn first, what validates of the rest. */
const TEST_DRAW = 0;
const VALIDATION_DRAW = 1;

/** Throws SpecError for shares that leave nothing to train on. */
export function drawSplits(frame: Frame, target: TargetSpec, options: SplitOptions = {}): SplitRowNumbers {
  const { validation = 0.2, test = 0.2, seed = 0 } = options;
  const tested = countRows("test", test, frame.rows);
  const validated = countRows("validation", validation, frame.rows);
  if (tested + validated >= frame.rows) {
    throw new SpecError(
      "split",
      `cannot be: ${validated} rows to validate with and ${tested} to test with leave none of ${frame.rows} to train on; give smaller shares`,
    );
  }
  const isOfClasses = target.task === "classes" || target.task === "binary";
  if (options.stratify === true && !isOfClasses) {
    throw new SpecError("split.stratify", `cannot be true: the target is ${target.task}, not classes; leave it out`);
  }
  const isStratified = options.stratify ?? isOfClasses;
  const labels = isStratified ? targetNumbers(target, frame) : null;
  const all = Uint32Array.from({ length: frame.rows }, (_, row) => row);
  const [rest, testRows] = holdOut(all, tested, labels, seed, TEST_DRAW);
  const [train, validationRows] = holdOut(rest, validated, labels, seed, VALIDATION_DRAW);
  return { train, validation: validationRows, test: testRows };
}

function countRows(name: "validation" | "test", given: number, rows: number): number {
  if (given >= 0 && given < 1) return rowsOfShare(given, rows);
  if (Number.isSafeInteger(given) && given >= 0) return given;
  throw new SpecError(`split.${name}`, `cannot use ${given}: it must be a share below 1, or a whole number of rows`);
}

function holdOut(
  rows: Uint32Array,
  count: number,
  labels: Float64Array | null,
  seed: number,
  draw: number,
): readonly [kept: Uint32Array, heldOut: Uint32Array] {
  if (count === 0) return [rows, new Uint32Array(0)];
  const kept = rows.length - count;
  const split: Split =
    labels === null
      ? splitByCount(rows.length, kept, seed, draw)
      : splitStratified(
          Array.from(rows, (row) => labels[row]!),
          kept / rows.length,
          seed,
          draw,
        );
  return [split.train.map((i) => rows[i]!), split.validation.map((i) => rows[i]!)];
}
