/** What is to be told of each row, found in the target's columns, or as the user says. */
import { DataError } from "minibatch";
import {
  type Category,
  columnNamed,
  type Frame,
  type FrameColumn,
  type NumberValues,
  placeOf,
} from "../frame/frame.ts";
import { compareTexts } from "../text/compare-texts.ts";
import { forbiddenIn } from "../text/forbidden-characters.ts";
import { showText } from "../text/show-text.ts";
import { TARGET_TASKS, type TargetSpec, type TargetTask } from "./target.ts";

/** More different whole numbers than these are amounts rather than classes. */
export const MOST_NUMBER_CLASSES = 20;

/** An output each: more of them are names rather than classes. */
export const MOST_CLASSES = 10_000;

/** From so many rows on, texts that all differ are names, not classes. */
const FEW_ROWS = 10;

/**
 * One column: texts are classes; so are at most 20 different whole numbers in more than twice as many rows; two of
 * either are binary; other numbers regression. Several columns: labels where all are 0 and 1, else regression. `task`
 * says otherwise. Every row is looked at.
 *
 * @throws DataError where a target is missing, where the column cannot be that task, or there is only one class.
 */
export function inferTarget(
  frame: Frame,
  columns: string | readonly string[],
  task: TargetTask | null = null,
): TargetSpec {
  const names = typeof columns === "string" ? [columns] : columns;
  if (names.length === 0) throw new DataError(`Cannot use ${frame.name}: it has no target; name a column`);
  if (task !== null && !TARGET_TASKS.includes(task)) {
    throw new DataError(`Cannot use task ${showText(String(task))}: known are ${TARGET_TASKS.join(", ")}`);
  }
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new DataError(`Cannot use target ${showText(twice)}: it is named twice; name it once`);
  const found = names.map((name) => columnNamed(frame, name));
  for (const column of found) checkComplete(column, frame);
  const [first] = found;
  return found.length === 1 ? ofOne(first!, frame, task) : ofSeveral(found, frame, task);
}

function ofOne(column: FrameColumn, frame: Frame, asked: TargetTask | null): TargetSpec {
  if (column.kind === "array")
    throw wrong(column, frame, "is of arrays, should be of texts or numbers; name other columns");
  const task = asked ?? guessTask(column);
  if (task === "regression") {
    checkNumbers(column, frame);
    checkVaries(column, frame);
    return freeze({ task, columns: [column.name], classes: [] });
  }
  if (task === "labels") {
    checkBits([column], frame);
    return freeze({ task, columns: [column.name], classes: [] });
  }
  const classes = classesOf(column);
  checkClasses(column, frame, classes, task);
  // two classes are binary unless they were asked for as classes
  return freeze({ task: asked ?? (classes.length === 2 ? "binary" : "classes"), columns: [column.name], classes });
}

function ofSeveral(columns: readonly FrameColumn[], frame: Frame, asked: TargetTask | null): TargetSpec {
  const names = columns.map(({ name }) => name);
  if (asked === "classes" || asked === "binary") {
    throw new DataError(
      `Cannot use ${names.length} targets of ${frame.name} as ${asked}: that is one column; name one, or use task: ` +
        "labels",
    );
  }
  const task = asked ?? (columns.every(isOfBits) ? "labels" : "regression");
  if (task === "labels") checkBits(columns, frame);
  else {
    for (const column of columns) checkNumbers(column, frame);
    for (const column of columns) checkVaries(column, frame);
  }
  return freeze({ task, columns: names, classes: [] });
}

function freeze({ task, columns, classes }: TargetSpec): TargetSpec {
  return Object.freeze({ task, columns: Object.freeze([...columns]), classes: Object.freeze([...classes]) });
}

/** Classes, or numbers. */
function guessTask(column: Exclude<FrameColumn, { kind: "array" }>): "classes" | "regression" {
  if (column.kind === "category") return "classes";
  const different = new Set<number>();
  for (const value of column.values) {
    if (!Number.isSafeInteger(value)) return "regression";
    different.add(value);
    if (different.size > MOST_NUMBER_CLASSES) return "regression";
  }
  return different.size < column.values.length / 2 ? "classes" : "regression";
}

/** Numbers by size, texts by code point, as scikit-learn's LabelEncoder. */
function classesOf(column: Exclude<FrameColumn, { kind: "array" }>): readonly string[] {
  if (column.kind === "category") {
    const present = new Set(column.codes);
    return column.levels.filter((_, code) => present.has(code)).sort(compareTexts);
  }
  // 0 and -0 are one
  return Array.from(new Set(column.values.map((value) => value + 0)).values())
    .sort((a, b) => a - b)
    .map(String);
}

function checkClasses(
  column: Exclude<FrameColumn, { kind: "array" }>,
  frame: Frame,
  classes: readonly string[],
  task: "classes" | "binary",
): void {
  const count = classes.length;
  if (column.kind === "category") checkShown(column, frame);
  if (count === 1) {
    throw wrong(
      column,
      frame,
      `is ${showText(classes[0]!)} in every row, so there is nothing to learn; name another column`,
    );
  }
  if (count > MOST_CLASSES || (count === frame.rows && count >= FEW_ROWS)) {
    const numbers = column.kind === "number" ? "; use task: regression for numbers" : "";
    throw wrong(
      column,
      frame,
      `has ${count} different values in ${frame.rows} rows, too many for classes; name another column${numbers}`,
    );
  }
  if (task === "binary" && count !== 2) {
    throw wrong(column, frame, `has ${count} different values, should have two for task: binary; use task: classes`);
  }
}

/** Classes are named in tables, pages and files. */
function checkShown(column: Category, frame: Frame): void {
  for (const [code, level] of column.levels.entries()) {
    const forbidden = forbiddenIn(level);
    const row = forbidden === null ? -1 : column.codes.indexOf(code);
    if (row === -1) continue;
    const where = `${showText(level)} in ${placeOf(frame, row)}`;
    throw wrong(column, frame, `is ${where}, which holds ${forbidden}; write it without that`);
  }
}

function checkComplete(column: FrameColumn, frame: Frame): void {
  if (frame.rows === 0) throw new DataError(`Cannot use ${frame.name}: it has no rows`);
  const row =
    column.kind === "category"
      ? column.codes.indexOf(-1)
      : column.kind === "number"
        ? column.values.findIndex((value) => Number.isNaN(value))
        : -1;
  if (row !== -1) throw wrong(column, frame, `is missing in ${placeOf(frame, row)}; fill it in, or leave the row out`);
}

function checkNumbers(column: FrameColumn, frame: Frame): asserts column is NumberValues {
  if (column.kind === "category") {
    const found = showText(column.levels[column.codes[0]!]!);
    throw wrong(
      column,
      frame,
      `is text (${placeOf(frame, 0)} has ${found}), should be numbers for task: regression; use task: classes`,
    );
  }
  if (column.kind === "array") throw wrong(column, frame, "is of arrays, should be of numbers; name other columns");
  const row = column.values.findIndex((value) => !Number.isFinite(value));
  if (row !== -1) {
    throw wrong(column, frame, `is ${column.values[row]} in ${placeOf(frame, row)}, should be a finite number`);
  }
}

function checkVaries(column: FrameColumn, frame: Frame): void {
  if (column.kind !== "number" || column.values.length < 2) return;
  const [first] = column.values;
  if (column.values.some((value) => value !== first)) return;
  throw wrong(column, frame, `is ${first} in every row, so there is nothing to learn; name another column`);
}

function isOfBits(column: FrameColumn): boolean {
  return column.kind === "number" && column.values.every((value) => value === 0 || value === 1);
}

function checkBits(columns: readonly FrameColumn[], frame: Frame): void {
  for (const column of columns) {
    if (isOfBits(column)) continue;
    if (column.kind !== "number") {
      throw wrong(
        column,
        frame,
        `is of ${column.kind === "array" ? "arrays" : "texts"}, should be 0 and 1 for task: labels`,
      );
    }
    const row = column.values.findIndex((value) => value !== 0 && value !== 1);
    throw wrong(
      column,
      frame,
      `is ${column.values[row]} in ${placeOf(frame, row)}, should be 0 or 1 for task: labels; use task: regression`,
    );
  }
}

function wrong({ name }: FrameColumn, frame: Frame, what: string): DataError {
  return new DataError(`Cannot use target ${showText(name)} of ${frame.name}: it ${what}`);
}
