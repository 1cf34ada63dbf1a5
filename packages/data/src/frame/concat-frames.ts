/** Files of the same columns as one frame, each part knowing its file. */
import { DataError } from "minibatch";
import { showText } from "../text/show-text.ts";
import { type Frame, type FrameColumn, type FramePart, widthOf } from "./frame.ts";
import { numbersAsCategory } from "./retype.ts";

/**
 * Columns are those of the first, found in the others by name. Throws DataError where one lacks a column, or its kind
 * differs.
 */
export function concatFrames(parts: readonly { readonly frame: Frame; readonly split: FramePart["split"] }[]): Frame {
  const [first] = parts;
  if (first === undefined) throw new TypeError("Cannot join no frames: give one");
  const rows = parts.reduce((sum, { frame }) => sum + frame.rows, 0);
  return {
    name: first.frame.name,
    rows,
    columns: first.frame.columns.map((column) =>
      joinColumns(
        column,
        parts.map(({ frame }) => columnLike(column, first.frame, frame)),
        rows,
      ),
    ),
    places: {
      kind: "parts",
      parts: parts.map(({ frame, split }) => {
        if (frame.places.kind === "parts") throw new TypeError(`Cannot join ${frame.name}: it is joined already`);
        return { name: frame.name, rows: frame.rows, places: frame.places, split };
      }),
    },
  };
}

function columnLike(column: FrameColumn, first: Frame, other: Frame): FrameColumn {
  const found = other.columns.find(({ name }) => name === column.name);
  const what = `column ${showText(column.name)} of ${first.name}`;
  if (found === undefined) throw new DataError(`Cannot use ${other.name} beside ${first.name}: it lacks ${what}`);
  // a column without a single text reads as numbers, one without a single value as either
  if (found.kind === column.kind && String(shapeOf(found)) === String(shapeOf(column))) return found;
  if (column.kind === "category" && found.kind === "number") return numbersAsCategory(found);
  const words = (one: FrameColumn): string =>
    one.kind === "array" ? `arrays of ${one.shape.join(" x ")}` : one.kind === "number" ? "numbers" : "texts";
  throw new DataError(
    `Cannot use ${other.name} beside ${first.name}: ${what} holds ${words(column)}, there it holds ${words(found)}; ` +
      "mend it, or say its type (types: ...)",
  );
}

function shapeOf(column: FrameColumn): readonly number[] {
  return column.kind === "array" ? column.shape : [];
}

function joinColumns(first: FrameColumn, all: readonly FrameColumn[], rows: number): FrameColumn {
  if (first.kind === "category") return joinCategories(first.name, all as readonly (typeof first)[], rows);
  const values = new (first.values.constructor as new (length: number) => Float64Array)(rows * widthOf(first));
  let at = 0;
  for (const column of all as readonly (typeof first)[]) {
    values.set(column.values as Float64Array, at);
    at += column.values.length;
  }
  return { ...first, values } as FrameColumn;
}

function joinCategories(
  name: string,
  all: readonly Extract<FrameColumn, { readonly kind: "category" }>[],
  rows: number,
): FrameColumn {
  const levels: string[] = [];
  const known = new Map<string, number>();
  const codes = new Int32Array(rows);
  let at = 0;
  for (const column of all) {
    const places = column.levels.map((level) => {
      const found = known.get(level);
      if (found !== undefined) return found;
      known.set(level, levels.length);
      return levels.push(level) - 1;
    });
    for (const code of column.codes) codes[at++] = code < 0 ? -1 : (places[code] as number);
  }
  return { kind: "category", name, codes, levels };
}
