/** From what a user wrote of a file, and what it was found to hold, to the complete description. */
import { DataError, SpecError } from "minibatch";
import { columnNamed, type Frame, type FrameColumn } from "../frame/frame.ts";
import { inferTarget } from "../targets/infer-target.ts";
import type { TargetSpec } from "../targets/target.ts";
import { showText } from "../text/show-text.ts";
import { waysOf } from "./count-split.ts";
import type { ColumnFacts, FileData, FileInput, SplitInput, SplitSpec } from "./file-data.ts";
import { splitFrame } from "./split-frame.ts";
import { weightsOf } from "./weights-of.ts";

/** What whoever read the file knows of it. */
export interface FileOpened {
  readonly frame: Frame;
  /** the reader's name, and its options, every one */
  readonly format: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** of each file's bytes, hexadecimal */
  readonly sha256: Readonly<Record<string, string>>;
  readonly bytes: number;
}

/**
 * Frozen. Throws SpecError, whose path begins with `data`, for a column that is not there, a target that cannot be
 * told, ways to split that exclude each other.
 */
export function completeFile(input: FileInput, opened: FileOpened): FileData {
  const { frame, format, options, sha256, bytes } = opened;
  const names = typeof input.target === "string" ? [input.target] : input.target;
  for (const name of names) at("data.target", () => columnNamed(frame, name));
  const target = at("data.target", () => inferTarget(frame, names, input.task));
  const ignore = input.ignore ?? [];
  for (const [i, name] of ignore.entries()) {
    at(`data.ignore[${i}]`, () => {
      columnNamed(frame, name);
      if (!names.includes(name)) return;
      throw new DataError(`Cannot ignore column ${showText(name)} of ${frame.name}: it is the target; take it out`);
    });
  }
  const { weights } = input;
  if (weights !== undefined) {
    at("data.weights", () => {
      weightsOf(frame, weights);
      if (!names.includes(weights)) return;
      throw new DataError(`Cannot weigh rows of ${frame.name} by column ${showText(weights)}: it is the target`);
    });
  }
  const split = completeSplit(input.split ?? {}, target);
  for (const way of ["group", "order", "column"] as const) {
    const column = split[way];
    if (column !== null) at(`data.split.${way}`, () => columnNamed(frame, column));
  }
  const data = {
    file: input.file,
    format,
    ...options,
    target: target.columns,
    task: target.task,
    ignore: [...ignore],
    ...(weights !== undefined && { weights }),
    types: input.types ?? {},
    split,
    found: {
      sha256,
      bytes,
      rows: frame.rows,
      columns: frame.columns.map(factsOf),
      classes: target.classes,
      splitRows: null,
    },
  };
  const isSaid = split.column !== null || split.files !== null;
  // drawn once, so that what cannot be split is told before anything is trained
  const way = (["column", "order"] as const).find((one) => split[one] !== null);
  const drawn = at(way === undefined ? "data.split" : `data.split.${way}`, () =>
    splitFrame(frame, { ...data, split: { ...split, seed: split.seed ?? 0 } }),
  );
  const splitRows = isSaid
    ? { train: drawn.train.length, validation: drawn.validation.length, test: drawn.test.length }
    : null;
  return { ...data, found: { ...data.found, splitRows } };
}

/** The target of a complete description. */
export function targetOfFile({ target, task, found }: FileData): TargetSpec {
  return { task, columns: target, classes: found.classes };
}

const SHARE = 0.2;

/** Throws SpecError for ways to split that exclude each other; `path` is where they are written. */
export function completeSplit(input: SplitInput, { task }: TargetSpec, path = "data.split"): SplitSpec {
  const ways = waysOf(input as Partial<SplitSpec>);
  if (ways.length > 1) {
    throw new SpecError(`${path}.${ways[1]}`, `cannot stand beside ${ways[0]}: rows are split one way; leave one out`);
  }
  const isSaid = ways[0] === "column" || ways[0] === "files";
  const isClasses = task === "classes" || task === "binary";
  const { validation = isSaid ? 0 : SHARE, test = isSaid ? 0 : SHARE, folds = null, seed = null } = input;
  if (isSaid && (validation !== 0 || test !== 0)) {
    const field = validation === 0 ? "test" : "validation";
    throw new SpecError(`${path}.${field}`, `cannot be ${input[field]}: ${ways[0]} says which rows those are`);
  }
  if (folds !== null && (isSaid || ways[0] === "order")) {
    throw new SpecError(`${path}.${ways[0]}`, "cannot stand beside folds: these are drawn; leave one out");
  }
  const stratify = input.stratify ?? (isClasses && ways.length === 0);
  if (stratify && !isClasses) {
    throw new SpecError(`${path}.stratify`, `cannot be true: the target is ${task}, which has no classes`);
  }
  const { group = null, order = null, column = null, files = null } = input;
  return { validation, test, stratify, group, order, column, files, folds, seed };
}

function factsOf(column: FrameColumn): ColumnFacts {
  const { name, kind } = column;
  if (kind === "category") {
    return { name, type: kind, missing: count(column.codes, (code) => code < 0), levels: column.levels.length };
  }
  const missing = count(column.values, Number.isNaN);
  return kind === "number" ? { name, type: kind, missing } : { name, type: kind, missing, shape: column.shape };
}

function count(values: ArrayLike<number>, is: (value: number) => boolean): number {
  let found = 0;
  for (let i = 0; i < values.length; i++) if (is(values[i] as number)) found++;
  return found;
}

/** Faults of the data, told at the field that asks for them. */
function at<T>(path: string, find: () => T): T {
  try {
    return find();
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    throw new SpecError(path, error.message);
  }
}
