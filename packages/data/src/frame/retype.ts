/** Columns as a user says they are, where that is not what their cells say. */
import { DataError } from "minibatch";
import { RequestError } from "../errors.ts";
import { isMissing } from "../numbers/missing-words.ts";
import { parseNumber } from "../numbers/parse-number.ts";
import { whyNotNumber } from "../numbers/why-not-number.ts";
import { showText } from "../text/show-text.ts";
import {
  type Category,
  categoryOf,
  columnNamed,
  type Frame,
  type FrameColumn,
  type NumberValues,
  placeOf,
} from "./frame.ts";

const POINT = 46;

/** What columns are taken as, by name. */
export type ColumnTypes = Readonly<Record<string, "number" | "category">>;

/** The types of a frame's columns, arrays left out: what other files of the same columns are read with. */
export function typesOfFrame({ columns }: Pick<Frame, "columns">): ColumnTypes {
  return Object.fromEntries(columns.flatMap(({ name, kind }) => (kind === "array" ? [] : [[name, kind]])));
}

/**
 * The frame with those columns as numbers or categories. Numbers become texts as JavaScript writes them, which is not
 * always as a file had them (007, 1.0): give `types` to `readFrame` there; texts become the numbers that they say, with
 * a decimal point. Throws RequestError, whose path is that of `types`, for a column that is not there, for an array,
 * and at the first text that is no number.
 */
export function retype(frame: Frame, types: ColumnTypes): Frame {
  const wanted = new Map(Object.entries(types));
  for (const name of wanted.keys()) {
    const column = askedFor(frame, name);
    if (column.kind === "array") {
      throw new RequestError(
        pathOf(name),
        `Cannot use column ${showText(name)} of ${frame.name} as a ${wanted.get(name)}: it is an array of shape ` +
          `[${column.shape.join(", ")}] a row`,
      );
    }
  }
  const columns = frame.columns.map((column): FrameColumn => {
    const type = wanted.get(column.name);
    if (type === "number" && column.kind === "category") return asNumbers(frame, column);
    return type === "category" && column.kind === "number" ? numbersAsCategory(column) : column;
  });
  return { ...frame, columns };
}

const pathOf = (column: string): readonly string[] => ["types", column];

function askedFor(frame: Frame, name: string): FrameColumn {
  try {
    return columnNamed(frame, name);
  } catch (error) {
    throw error instanceof DataError ? new RequestError(pathOf(name), error.message, { cause: error }) : error;
  }
}

/** Numbers as the texts that JavaScript writes for them, NaN as missing. */
export function numbersAsCategory({ name, values }: NumberValues): Category {
  const codes = new Int32Array(sameMemory(values.buffer, 4 * values.length));
  return categoryOf(name, textsOf(values), values.length, codes);
}

function* textsOf(values: Float64Array): Generator<string | null> {
  for (const value of values) yield Number.isNaN(value) ? null : String(value);
}

function asNumbers(frame: Frame, { name, codes, levels }: Category): NumberValues {
  const parsed = levels.map((level) => {
    const text = level.trim();
    return parseNumber(text, 0, text.length, POINT);
  });
  const isFault = levels.map((level, i) => Number.isNaN(parsed[i]) && !isMissing(level.trim(), 0, level.trim().length));
  const values = new Float64Array(sameMemory(codes.buffer, 8 * codes.length));
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number;
    if (code !== -1 && isFault[code]) {
      const text = levels[code] as string;
      throw new RequestError(
        pathOf(name),
        `Cannot use column ${showText(name)} of ${frame.name} as numbers: ${placeOf(frame, row)}: ${showText(text)} ` +
          `${whyNotNumber(text.trim(), ".")}`,
      );
    }
    values[row] = code === -1 ? Number.NaN : (parsed[code] as number);
  }
  return { kind: "number", name, values };
}

/** Memory of the kind that the column has: what threads share stays shared. */
function sameMemory(like: ArrayBufferLike, bytes: number): ArrayBufferLike {
  const isShared = typeof SharedArrayBuffer !== "undefined" && like instanceof SharedArrayBuffer;
  return isShared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
}
