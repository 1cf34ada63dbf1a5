/** Columns that tell nothing of other rows, or nothing that others do not tell: they are left out, with the reason. */
import {
  AS_AN_ID,
  columnNamed,
  type Frame,
  type FrameColumn,
  MOST_LEVELS,
  type NumberValues,
  type TargetSpec,
} from "minibatch-data";
import { showName } from "./show-name.ts";

/** A column that is no input, and why, as a comment. */
export interface Ignored {
  readonly name: string;
  readonly why: string;
}

/** In fewer rows values that all differ are no sign of names. */
const FEW_ROWS = 10;

/**
 * Without a value; with the same one in every row; numbers that count the rows; texts that are names rather than
 * categories; a column that another repeats; those that the user says (`said`). In the order of the columns. Throws
 * DataError for one that is not there.
 */
export function chooseIgnored(
  frame: Frame,
  { columns: targets }: Pick<TargetSpec, "columns">,
  said: readonly string[],
): readonly Ignored[] {
  for (const name of said) columnNamed(frame, name);
  const kept: FrameColumn[] = frame.columns.filter(({ name }) => targets.includes(name));
  const ignored: Ignored[] = [];
  for (const column of frame.columns) {
    if (said.includes(column.name)) ignored.push({ name: column.name, why: "as --ignore says" });
    if (targets.includes(column.name) || said.includes(column.name)) continue;
    const why = whyIgnored(column, frame.rows) ?? repeats(column, kept, targets);
    if (why === null) kept.push(column);
    else ignored.push({ name: column.name, why });
  }
  return ignored;
}

function whyIgnored(column: FrameColumn, rows: number): string | null {
  if (column.kind === "array") return null;
  if (column.kind === "number") return whyNumbers(column, rows);
  const { codes, levels } = column;
  const present = codes.reduce((count, code) => count + Number(code >= 0), 0);
  if (present === 0) return "no row has a value";
  if (levels.length === 1 && present === rows) return "the same in every row";
  if (present >= FEW_ROWS && levels.length === rows) return AS_AN_ID;
  if (present >= FEW_ROWS && levels.length > present / 2) {
    return `${levels.length} different texts in ${present} rows, as names have`;
  }
  return levels.length > MOST_LEVELS ? `${levels.length} different texts; auto takes at most ${MOST_LEVELS}` : null;
}

/** How columns of identifiers are called. */
const IDENTIFIER = /(?:^|[^a-z])(?:id|index|idx|key|uuid|guid|row|no|nr|number)$|[a-z]I[Dd]$/;

function whyNumbers({ name, values }: NumberValues, rows: number): string | null {
  const different = new Set<number>();
  let [missing, least, most, isWhole] = [0, Infinity, -Infinity, true];
  for (const value of values) {
    if (Number.isNaN(value)) {
      missing++;
      continue;
    }
    different.add(value);
    isWhole &&= Number.isSafeInteger(value);
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  if (missing === rows) return "no row has a value";
  if (missing > 0) return null;
  if (different.size === 1) return "the same in every row";
  if (!isWhole || different.size < rows || rows < FEW_ROWS) return null;
  if ((least === 0 || least === 1) && most - least === rows - 1) return `${AS_AN_ID}: it counts the rows`;
  const isNamed = IDENTIFIER.test(name) || IDENTIFIER.test(name.toLowerCase());
  return isNamed ? `${AS_AN_ID}, and its name says so` : null;
}

function repeats(column: FrameColumn, kept: readonly FrameColumn[], targets: readonly string[]): string | null {
  const same = kept.find((other) => isSame(column, other));
  if (same === undefined) return null;
  return targets.includes(same.name)
    ? `the same values as the target ${showName(same.name)}: it would give the answer away`
    : `the same values as ${showName(same.name)}`;
}

/** Texts have the order of their first rows: columns of the same texts have the same codes. */
function isSame(one: FrameColumn, other: FrameColumn): boolean {
  if (one.kind === "category") {
    return other.kind === "category" && areEqual(one.codes, other.codes) && areEqual(one.levels, other.levels);
  }
  return one.kind === other.kind && areEqual(one.values, (other as typeof one).values);
}

function areEqual<T>(these: ArrayLike<T>, those: ArrayLike<T>): boolean {
  if (these.length !== those.length) return false;
  for (let i = 0; i < these.length; i++) if (!(these[i] === those[i] || Object.is(these[i], those[i]))) return false;
  return true;
}
