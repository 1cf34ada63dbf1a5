/** `preprocessing: auto`: the steps that fit most tables, chosen from the training rows, with a sentence each. */
import { DataError } from "minibatch";
import { type ArrayValues, type Category, type Frame, type FrameColumn, widthOf } from "../frame/frame.ts";
import { pickValues } from "../frame/pick-values.ts";
import type { TargetSpec } from "../targets/target.ts";
import { showText } from "../text/show-text.ts";
import { countLevels } from "./levels.ts";
import type { StepInput } from "./preparation.ts";
import { type CompleteStep, readSteps } from "./read-step.ts";

/** A text of more than these is a name or a remark rather than a category. */
export const MOST_LEVELS = 50;

/** From so many rows on, texts that all differ are names, however few they are. */
const FEW_ROWS = 10;

/** The steps, and why each. */
export interface AutoSteps {
  readonly steps: readonly CompleteStep[];
  readonly says: readonly string[];
}

interface Choice {
  readonly step: StepInput | null;
  readonly says: string;
}

/**
 * Numbers: filled by the median and marked where training rows miss some, then standardized. Categories of at most 50
 * texts: one-hot. Arrays of bytes that reach above 127, as pictures do: to 0 .. 1; of bytes that are 0 and 1: left;
 * other arrays: standardized. Numbers that are targets: standardized.
 *
 * @throws DataError for a category of more texts, or one whose texts all differ: it is for the user to leave it out.
 */
export function chooseSteps(
  frame: Frame,
  inputs: readonly FrameColumn[],
  target: TargetSpec,
  rows: Uint32Array,
): AutoSteps {
  const numbers = inputs.filter(({ kind }) => kind === "number");
  const categories = inputs.filter((column) => column.kind === "category");
  const arrays = inputs.filter((column) => column.kind === "array");
  for (const column of categories) checkLevels(frame, pickValues(column, rows, 0, rows.length) as Category);
  const brightest = arrays.map((column) => largestByte(column, rows));
  const bits = arrays.filter((_, i) => brightest[i]! <= 1);
  const pixels = arrays.filter((_, i) => brightest[i]! > 127 && brightest[i]! <= 255);
  const others = arrays.filter((column) => !bits.includes(column) && !pixels.includes(column));
  const choices: readonly Choice[] = [
    ...chooseForNumbers(numbers, rows),
    ...forColumns(categories, (columns) => ({
      step: { kind: "one-hot", columns },
      says:
        `${list(columns)}: one-hot, since ${be(columns)} of texts; a text that no training row has is zeros ` +
        "throughout",
    })),
    ...forColumns(pixels, (columns) => ({
      step: { kind: "scale-pixels", columns },
      says: `${list(columns)}: divided by 255, since ${be(columns)} of bytes that reach above 127, as pictures do`,
    })),
    ...forColumns(bits, (columns) => ({
      step: null,
      says: `${list(columns)}: left as ${columns.length === 1 ? "it is" : "they are"}, bytes of 0 and 1`,
    })),
    ...forColumns(others, (columns) => ({
      step: { kind: "standardize", columns },
      says: `${list(columns)}: standardized; a list of numbers element by element, a picture as a whole`,
    })),
    ...chooseForTarget(target),
  ];
  const steps = choices.flatMap(({ step }) => (step === null ? [] : [step]));
  return { steps: readSteps(steps) as readonly CompleteStep[], says: choices.map(({ says }) => says) };
}

/** All are filled, since a row may miss later what no training row does; marked are those that miss some now. */
function chooseForNumbers(numbers: readonly FrameColumn[], rows: Uint32Array): readonly Choice[] {
  const gaps = numbers.map((column) => countGaps(column, rows));
  const missing = numbers.filter((_, i) => gaps[i]! > 0);
  const counts = gaps.filter((count) => count > 0);
  return [
    ...forColumns(numbers, (columns) => ({
      step: { kind: "impute", columns, strategy: "median", mark: true },
      says:
        missing.length === 0
          ? `${list(columns)}: no training row misses a number; one that does later gets the median`
          : `${list(missing.map(({ name }) => name))}: missing numbers (${counts.join(", ")} of ${rows.length} ` +
            "training rows) filled by the median, and marked, since that a number is missing may itself tell " +
            "something",
    })),
    ...forColumns(numbers, (columns) => ({
      step: { kind: "standardize", columns },
      says: `${list(columns)}: standardized, so that a column's unit does not decide how much it weighs`,
    })),
  ];
}

function chooseForTarget({ task, columns }: TargetSpec): readonly Choice[] {
  if (task !== "regression") return [];
  return [
    {
      step: { kind: "standardize", columns: "target" },
      says:
        `${list(columns)}: the target is standardized, so that the network starts near it; answers are in its ` +
        "own unit",
    },
  ];
}

/** Of the training rows; infinite where numbers are no bytes. */
function largestByte(column: ArrayValues, rows: Uint32Array): number {
  const { values } = column;
  if (!(values instanceof Uint8Array)) return Infinity;
  const width = widthOf(column);
  let largest = 0;
  for (const row of rows) {
    for (let i = row * width; i < (row + 1) * width; i++) if (values[i]! > largest) largest = values[i]!;
  }
  return largest;
}

function forColumns(columns: readonly FrameColumn[], choose: (names: readonly string[]) => Choice): readonly Choice[] {
  return columns.length === 0 ? [] : [choose(columns.map(({ name }) => name))];
}

function countGaps(column: FrameColumn, rows: Uint32Array): number {
  if (column.kind !== "number") return 0;
  let count = 0;
  for (let i = 0; i < rows.length; i++) if (Number.isNaN(column.values[rows[i]!])) count++;
  return count;
}

function checkLevels(frame: Frame, column: Category): void {
  const counts = countLevels(column).filter((count) => count > 0);
  const present = counts.reduce((sum, count) => sum + count, 0);
  const areNames = counts.length === present && present >= FEW_ROWS;
  if (counts.length <= MOST_LEVELS && !areNames) return;
  const why = areNames
    ? `each of its ${present} texts stands in one training row, as names do`
    : `it has ${counts.length} different texts in ${present} training rows, auto takes at most ${MOST_LEVELS}`;
  throw new DataError(
    `Cannot prepare column ${showText(column.name)} of ${frame.name}: ${why}; add it to ignore, or write the steps, ` +
      "with one-hot and its maxLevels",
  );
}

const MOST_NAMES = 6;

/** Names for a sentence, cut where there are many. */
function list(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).map((name) => showText(name).slice(1, -1));
  return `${shown.join(", ")}${names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : ""}`;
}

function be(names: readonly string[]): string {
  return names.length === 1 ? "it is" : "they are";
}
