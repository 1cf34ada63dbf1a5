/** Which rows of a frame are trained on, validate and are tested: row numbers, drawn from a seed. */
import { DataError } from "minibatch";
import { columnNamed, type Frame, type FrameColumn, placeOf } from "../frame/frame.ts";
import { countUp, splitByCount, splitGrouped, splitStratified } from "../splits/splits.ts";
import { showText } from "../text/show-text.ts";
import { rowsOf } from "./count-split.ts";
import { dealFolds } from "./deal-folds.ts";
import type { DrawnFileData } from "./file-data.ts";

/** Row numbers; each row is in one of them. */
export interface FrameSplit {
  readonly train: Uint32Array;
  readonly validation: Uint32Array;
  readonly test: Uint32Array;
}

/** What is tested is drawn first, what validates of the rest: as the sets that are drawn. */
const TEST_DRAW = 0;
const VALIDATION_DRAW = 1;

/** Throws DataError where a split that was asked for is empty, or nothing is left to train on. */
export function splitFrame(frame: Frame, data: Pick<DrawnFileData, "split" | "target">): FrameSplit {
  const { split } = data;
  const found =
    split.column !== null
      ? splitByColumn(frame, split.column)
      : split.files !== null
        ? splitByFiles(frame)
        : split.order !== null
          ? splitByOrder(frame, split.order, data)
          : drawSplit(frame, data);
  checkSplit(frame, data, found);
  return found;
}

function checkSplit(frame: Frame, { split }: Pick<DrawnFileData, "split">, found: FrameSplit): void {
  const fail = (what: string): never => {
    throw new DataError(`Cannot split the ${frame.rows} rows of ${frame.name}: ${what}`);
  };
  if (found.train.length === 0) fail("none is left to train on; give smaller shares");
  if (split.folds === null && split.validation > 0 && found.validation.length === 0) {
    fail(`a share of ${split.validation} to validate gives none; give a larger one, or 0`);
  }
  if (split.test > 0 && found.test.length === 0) {
    fail(`a share of ${split.test} to test gives none; give a larger one, or 0`);
  }
}

function drawSplit(frame: Frame, { split, target }: Pick<DrawnFileData, "split" | "target">): FrameSplit {
  const keys = keysOf(frame, split, target);
  const all = countUp(frame.rows);
  const [rest, test] = holdOut(all, keys, split, rowsOf(split.test, frame.rows), TEST_DRAW);
  if (split.folds !== null) {
    const restKeys = keys === null ? null : pickKeys(keys, rest);
    const folds = dealFolds(rest.length, restKeys, split.folds, {
      isGrouped: split.group !== null,
      seed: split.seed,
    });
    const filled = new Set(folds).size;
    if (filled < split.folds) {
      const what = split.group === null ? "rows" : `groups of ${split.group}`;
      throw new DataError(
        `Cannot split the ${rest.length} rows of ${frame.name} into ${split.folds} folds: there are ${filled} ${what}; ` +
          "give fewer folds",
      );
    }
    const fold = split.fold ?? 0;
    const isOf = (kept: boolean) => rest.filter((_, i) => (folds[i] === fold) === kept);
    return { train: isOf(false), validation: isOf(true), test };
  }
  const [train, validation] = holdOut(rest, keys, split, rowsOf(split.validation, frame.rows), VALIDATION_DRAW);
  return { train, validation, test };
}

/** [rows] the codes of a category's texts, or numbers. */
type Keys = Int32Array | Float64Array;

/** By which rows are alike: of a class, or of a group; null where all are. */
function keysOf(frame: Frame, { stratify, group }: DrawnFileData["split"], target: readonly string[]): Keys | null {
  const by = group ?? (stratify ? target[0] : undefined);
  return by === undefined ? null : keysOfColumn(columnNamed(frame, by), frame);
}

function keysOfColumn(column: FrameColumn, frame: Frame): Keys {
  if (column.kind === "category") return column.codes;
  if (column.kind === "number") return column.values;
  throw new DataError(
    `Cannot split ${frame.name} by column ${showText(column.name)}: it holds arrays; name a column of numbers or texts`,
  );
}

function holdOut(
  rows: Uint32Array,
  keys: Keys | null,
  { group, seed }: DrawnFileData["split"],
  count: number,
  draw: number,
): readonly [kept: Uint32Array, heldOut: Uint32Array] {
  if (count === 0) return [rows, new Uint32Array()];
  const kept = rows.length - count;
  if (kept < 0) throw new DataError(`Cannot hold out ${count} of ${rows.length} rows: give smaller shares`);
  const split =
    keys === null
      ? splitByCount(rows.length, kept, seed, draw)
      : group === null
        ? splitStratified(pickKeys(keys, rows), kept / rows.length, seed, draw)
        : splitGrouped(pickKeys(keys, rows), 1, kept / rows.length, seed, draw);
  const pick = (places: Uint32Array): Uint32Array => places.map((place) => rows[place] as number);
  return [pick(split.train), pick(split.validation)];
}

function pickKeys(keys: Keys, rows: Uint32Array): Keys {
  const picked = keys instanceof Int32Array ? new Int32Array(rows.length) : new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) picked[i] = keys[rows[i]!]!;
  return picked;
}

/** The last rows are tested: what is told of tomorrow is judged on days that come after those trained on. */
function splitByOrder(frame: Frame, name: string, { split }: Pick<DrawnFileData, "split">): FrameSplit {
  const column = columnNamed(frame, name);
  const problem = (row: number): never => {
    throw new DataError(
      `Cannot order ${frame.name} by column ${showText(name)}: ${placeOf(frame, row)} misses it; fill it in, or ` +
        "leave the row out",
    );
  };
  if (column.kind === "array")
    throw new DataError(`Cannot order ${frame.name} by column ${showText(name)}: it holds arrays`);
  const ranks = column.kind === "number" ? column.values : ranksOf(column.codes, column.levels);
  for (let row = 0; row < frame.rows; row++) if (!(ranks[row]! >= -Infinity)) problem(row);
  const order = countUp(frame.rows);
  order.sort((a, b) => ranks[a]! - ranks[b]! || a - b);
  const test = rowsOf(split.test, frame.rows);
  const validation = rowsOf(split.validation, frame.rows);
  const train = Math.max(0, frame.rows - test - validation);
  return {
    train: order.slice(0, train),
    validation: order.slice(train, frame.rows - test),
    test: order.slice(frame.rows - test),
  };
}

/** Texts by code point, as ISO dates are in order; NaN where one is missing. */
function ranksOf(codes: Int32Array, levels: readonly string[]): Float64Array {
  const sorted = levels.map((text, code) => ({ text, code })).sort((a, b) => (a.text < b.text ? -1 : 1));
  const rankOf = new Float64Array(levels.length);
  for (const [rank, { code }] of sorted.entries()) rankOf[code] = rank;
  return Float64Array.from(codes, (code) => (code < 0 ? Number.NaN : (rankOf[code] as number)));
}

const SPLIT_WORDS: Readonly<Record<string, keyof FrameSplit>> = {
  train: "train",
  training: "train",
  validation: "validation",
  valid: "validation",
  val: "validation",
  dev: "validation",
  test: "test",
  testing: "test",
};

function splitByColumn(frame: Frame, name: string): FrameSplit {
  const column = columnNamed(frame, name);
  const words = Object.keys(SPLIT_WORDS).join(", ");
  if (column.kind !== "category") {
    throw new DataError(
      `Cannot split ${frame.name} by column ${showText(name)}: it holds numbers, should say for each row one of ` +
        `${words}`,
    );
  }
  const splits = column.levels.map((level) => SPLIT_WORDS[level.trim().toLowerCase()]);
  const rows: Record<keyof FrameSplit, number[]> = { train: [], validation: [], test: [] };
  for (const [row, code] of column.codes.entries()) {
    const split = splits[code];
    if (split === undefined) {
      const is = code < 0 ? "nothing" : showText(column.levels[code] as string);
      throw new DataError(
        `Cannot split ${frame.name} by column ${showText(name)}: ${placeOf(frame, row)} says ${is}, should be one ` +
          `of ${words}`,
      );
    }
    rows[split].push(row);
  }
  return {
    train: Uint32Array.from(rows.train),
    validation: Uint32Array.from(rows.validation),
    test: Uint32Array.from(rows.test),
  };
}

/** Files of one description are one frame: first the rows trained on, then those of the others. */
function splitByFiles({ places, rows, name }: Frame): FrameSplit {
  if (places.kind !== "parts") throw new TypeError(`Cannot split ${name} by files: it was read from one`);
  const found: Record<string, Uint32Array> = {};
  let from = 0;
  for (const part of places.parts) {
    const start = from;
    found[part.split] = Uint32Array.from({ length: part.rows }, (_, i) => start + i);
    from += part.rows;
  }
  if (from !== rows) throw new TypeError(`Cannot split ${name} by files: ${rows} rows, its parts have ${from}`);
  const none = new Uint32Array();
  return { train: found.train ?? none, validation: found.validation ?? none, test: found.test ?? none };
}
