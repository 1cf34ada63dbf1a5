/**
 * Columns that alone give the target away: they would not be known when it is asked for, or they are the target by
 * another name.
 */
import type { Frame, FrameColumn } from "../frame/frame.ts";
import type { TargetSpec } from "../targets/target.ts";
import { targetNumbers } from "../targets/target-numbers.ts";

/** A column that tells a target. */
export interface TellingColumn {
  readonly column: string;
  readonly target: string;
  /** of classes: share of the rows told right; of numbers: R squared */
  readonly figure: number;
}

/** A class is told where more than this share of the rows is told right ... */
const TOLD_SHARE = 0.99;
/** ... and with at most a tenth of the errors that the most frequent class alone makes. */
const FEWER_ERRORS = 0.1;
/** A number is told from this R squared on. */
const TOLD_R_SQUARED = 0.999;

/** Of more rows than these every n-th is looked at. */
const MOST_ROWS = 100_000;

/**
 * Each row's target is told from the other rows: by the mean, or the most frequent class, of those with the same value
 * in the column; where there is none, by the two neighbours in value, or the nearer one. A value that no other row has,
 * as an id, therefore tells nothing where it is a text. Missing values are one value.
 */
export function findTellingColumns(
  frame: Frame,
  inputs: readonly FrameColumn[],
  target: TargetSpec,
): readonly TellingColumn[] {
  const rows = someRows(frame.rows);
  const truth = targetNumbers(target, frame, rows);
  const width = target.columns.length;
  return inputs.flatMap((column) => {
    if (column.kind === "array") return [];
    const groups = groupRows(column, rows);
    return target.columns.flatMap((name, j): TellingColumn[] => {
      const own = Float64Array.from(rows, (_, i) => truth[i * width + j]!);
      const figure = target.task === "regression" ? toldNumbers(groups, own) : toldClasses(groups, own);
      return figure === null ? [] : [{ column: column.name, target: name, figure }];
    });
  });
}

function someRows(count: number): Uint32Array {
  const step = Math.max(1, Math.ceil(count / MOST_ROWS));
  return Uint32Array.from({ length: Math.ceil(count / step) }, (_, i) => i * step);
}

/** Rows of one value. `at`: where it lies among the numbers; null for texts and what is missing. */
interface Group {
  readonly at: number | null;
  readonly rows: number[];
}

/** Numbers in their order. `rows` are counted within the list. */
function groupRows(column: Exclude<FrameColumn, { kind: "array" }>, rows: Uint32Array): readonly Group[] {
  const groups = new Map<number, Group>();
  for (const [i, row] of rows.entries()) {
    const value = column.kind === "number" ? column.values[row]! + 0 : column.codes[row]!;
    const isText = column.kind === "category" || Number.isNaN(value);
    const group = groups.get(value);
    if (group === undefined) groups.set(value, { at: isText ? null : value, rows: [i] });
    else group.rows.push(i);
  }
  const list = [...groups.values()];
  return column.kind === "number" ? list.sort((a, b) => (a.at ?? Infinity) - (b.at ?? Infinity)) : list;
}

function toldClasses(groups: readonly Group[], truth: Float64Array): number | null {
  const most = Math.max(...countValues(truth, truth.keys()).values());
  let right = 0;
  for (const [g, { at, rows }] of groups.entries()) {
    if (rows.length === 1) {
      const near = at === null ? null : nearer(groups, g, at);
      if (near !== null && mostFrequent(truth, near.rows) === truth[rows[0]!]) right++;
      continue;
    }
    right += countToldByOthers(truth, rows);
  }
  const rows = truth.length;
  const isTold = right > TOLD_SHARE * rows && rows - right <= FEWER_ERRORS * (rows - most);
  return isTold ? right / rows : null;
}

/** Rows of a group whose class is the most frequent one of the others in it. */
function countToldByOthers(truth: Float64Array, rows: readonly number[]): number {
  const counts = countValues(truth, rows);
  let right = 0;
  for (const [value, count] of counts) {
    let rival = 0;
    for (const [other, otherCount] of counts) if (other !== value) rival = Math.max(rival, otherCount);
    if (count - 1 > rival) right += count;
  }
  return right;
}

function countValues(truth: Float64Array, rows: Iterable<number>): Map<number, number> {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(truth[row]!, (counts.get(truth[row]!) ?? 0) + 1);
  return counts;
}

function mostFrequent(truth: Float64Array, rows: readonly number[]): number {
  let best = Number.NaN;
  let most = 0;
  for (const [value, count] of countValues(truth, rows)) {
    if (count <= most) continue;
    most = count;
    best = value;
  }
  return best;
}

function nearer(groups: readonly Group[], g: number, at: number): Group | null {
  const before = numbered(groups[g - 1]);
  const after = numbered(groups[g + 1]);
  if (before === null || after === null) return before ?? after;
  return at - before.at <= after.at - at ? before : after;
}

/** A group that lies among the numbers. */
function numbered(group: Group | undefined): (Group & { readonly at: number }) | null {
  return group === undefined || group.at === null ? null : { ...group, at: group.at };
}

function toldNumbers(groups: readonly Group[], truth: Float64Array): number | null {
  const mean = truth.reduce((sum, value) => sum + value, 0) / truth.length;
  const spread = truth.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  const sums = groups.map(({ rows }) => rows.reduce((sum, row) => sum + truth[row]!, 0));
  const means = sums.map((sum, g) => sum / groups[g]!.rows.length);
  let squares = 0;
  for (const [g, { at, rows }] of groups.entries()) {
    for (const row of rows) {
      const others = rows.length - 1;
      const told =
        others > 0
          ? (sums[g]! - truth[row]!) / others
          : at === null
            ? mean
            : betweenNeighbours(groups, means, g, at, mean);
      squares += (told - truth[row]!) * (told - truth[row]!);
    }
  }
  const rSquared = 1 - squares / spread;
  return rSquared > TOLD_R_SQUARED ? rSquared : null;
}

/** In proportion to how near each is. */
function betweenNeighbours(
  groups: readonly Group[],
  means: readonly number[],
  g: number,
  at: number,
  otherwise: number,
): number {
  const before = numbered(groups[g - 1]);
  const after = numbered(groups[g + 1]);
  if (before === null || after === null)
    return before !== null ? means[g - 1]! : after !== null ? means[g + 1]! : otherwise;
  const part = (at - before.at) / (after.at - before.at);
  return means[g - 1]! + part * (means[g + 1]! - means[g - 1]!);
}
