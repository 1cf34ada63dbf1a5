import { DataError } from "minibatch";
import { type Category, columnNamed, type Frame, type FrameColumn, placeOf } from "../frame/frame.ts";
import { numbersAsCategory } from "../frame/retype.ts";
import { parseNumber } from "../numbers/parse-number.ts";
import { showText } from "../text/show-text.ts";
import type { InputColumn } from "./preparation.ts";

/**
 * The column of a frame that is that input. Numbers where texts were trained on are taken as the texts that they are
 * written as; a column whose every value misses is of either kind. Throws DataError for any other difference.
 */
export function matchColumn({ name, type, shape }: InputColumn, frame: Frame): FrameColumn {
  const column = columnNamed(frame, name);
  if (column.kind === type) {
    if (column.kind === "array") checkShape(column.shape, shape ?? [], column, frame);
    return column;
  }
  if (type === "number" && column.kind === "category") return numbersOfTexts(column, frame);
  if (type === "category" && column.kind === "number") return numbersAsCategory(column);
  throw new DataError(
    `Cannot use column ${showText(name)} of ${frame.name}: it is of ${WORDS[column.kind]}, should be of ` +
      `${WORDS[type]}, as what was trained on`,
  );
}

const WORDS = { number: "numbers", category: "texts", array: "arrays" } as const;

const POINT = 46;

/** Only where there is no text. Told is the first that is no number; where all look like numbers, the first. */
function numbersOfTexts(column: Category, frame: Frame): FrameColumn {
  const first = column.codes.findIndex((code) => code >= 0);
  if (first === -1) return { kind: "number", name: column.name, values: new Float64Array(frame.rows).fill(Number.NaN) };
  const isNumber = column.levels.map((level) => {
    const text = level.trim();
    return !Number.isNaN(parseNumber(text, 0, text.length, POINT));
  });
  const odd = column.codes.findIndex((code) => code >= 0 && !isNumber[code]);
  const row = odd === -1 ? first : odd;
  const fix = odd === -1 ? `; say types: { ${JSON.stringify(column.name)}: number }` : "";
  throw new DataError(
    `Cannot use column ${showText(column.name)} of ${frame.name}: ${placeOf(frame, row)}, ` +
      `${showText(column.levels[column.codes[row]!]!)}, is text, should be a number, as what was trained on${fix}`,
  );
}

function checkShape(is: readonly number[], wanted: readonly number[], { name }: FrameColumn, frame: Frame): void {
  if (is.length === wanted.length && is.every((length, axis) => length === wanted[axis])) return;
  throw new DataError(
    `Cannot use column ${showText(name)} of ${frame.name}: its rows are [${is.join(", ")}], should be ` +
      `[${wanted.join(", ")}], as what was trained on`,
  );
}
