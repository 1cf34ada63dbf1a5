/**
 * Rows of one's own as columns, wherever they come from: what splits, preprocessing and targets work on. A reader makes
 * it from a file's bytes, a program from its arrays.
 */
import { DataError } from "minibatch";
import { showText } from "../text/show-text.ts";

/** Columns of one length. */
export interface Frame {
  /** the file's, for messages */
  readonly name: string;
  readonly rows: number;
  /** names differ */
  readonly columns: readonly FrameColumn[];
  /** where a row stands, as whoever mends the file finds it */
  readonly places: RowPlaces;
  /** how the file was understood where that was found in it, in one line: its delimiter, header, encoding */
  readonly told?: string;
}

/** What a column can hold. */
export type FrameColumn = NumberValues | Category | ArrayValues;

/** Numbers, NaN where one is missing. */
export interface NumberValues {
  readonly kind: "number";
  readonly name: string;
  /** [rows] */
  readonly values: Float64Array;
}

/** Texts, each once: words of a category, names, anything that is no number. */
export interface Category {
  readonly kind: "category";
  readonly name: string;
  /** [rows] the place of its text in `levels`; -1 where it is missing */
  readonly codes: Int32Array;
  /** each text that occurs, in the order of its first row */
  readonly levels: readonly string[];
}

/** An array of numbers a row, all of one shape: pictures, signals. */
export interface ArrayValues {
  readonly kind: "array";
  readonly name: string;
  /** of one row: [28, 28], or [height, width, channels] */
  readonly shape: readonly number[];
  /** [rows, ...shape] row-major; NaN where one is missing */
  readonly values: Uint8Array | Int8Array | Int16Array | Uint16Array | Int32Array | Float32Array | Float64Array;
}

/**
 * How a place is told: an editor's line, the number of the row from 1, the row's own file; of several files in parts.
 */
export type RowPlaces =
  | { readonly kind: "lines"; readonly lines: Uint32Array }
  | { readonly kind: "rows" }
  | { readonly kind: "files"; readonly names: readonly string[] }
  | { readonly kind: "parts"; readonly parts: readonly FramePart[] };

/** Rows that follow each other and come from one file. */
export interface FramePart {
  /** the file's */
  readonly name: string;
  readonly rows: number;
  readonly places: Exclude<RowPlaces, { readonly kind: "parts" }>;
  /** what the file's rows are for */
  readonly split: "train" | "validation" | "test";
}

/** "line 17", "row 17", "cats/3.png", "line 3 of more.csv". */
export function placeOf({ places }: Pick<Frame, "places">, row: number): string {
  if (places.kind === "lines") return `line ${places.lines[row]}`;
  if (places.kind === "rows") return `row ${row + 1}`;
  if (places.kind === "files") return showText(places.names[row] as string).slice(1, -1);
  let from = 0;
  for (const part of places.parts) {
    if (row < from + part.rows) return `${placeOf(part, row - from)} of ${part.name}`;
    from += part.rows;
  }
  throw new RangeError(`Cannot tell where row ${row + 1} is: there are ${from}`);
}

/** Numbers of a row: 1 but for an array. */
export function widthOf(column: FrameColumn): number {
  return column.kind === "array" ? column.shape.reduce((product, length) => product * length, 1) : 1;
}

/** The column of that name. Throws DataError, naming those there are. */
export function columnNamed(frame: Frame, name: string): FrameColumn {
  const found = frame.columns.find((column) => column.name === name);
  if (found !== undefined) return found;
  const names = frame.columns.map((column) => showText(column.name));
  const shown = `${names.slice(0, 12).join(", ")}${names.length > 12 ? `, and ${names.length - 12} more` : ""}`;
  throw new DataError(`Cannot use column ${showText(name)} of ${frame.name}: there is none; it has ${shown}`);
}

/** A column out of texts, "" or null where one is missing. `codes` is the memory of its rows. */
export function categoryOf(
  name: string,
  texts: Iterable<string | null>,
  rows: number,
  codes: Int32Array = new Int32Array(rows),
): Category {
  const levels: string[] = [];
  const known = new Map<string, number>();
  let row = 0;
  for (const text of texts) {
    if (text === null || text === "") codes[row++] = -1;
    else {
      let code = known.get(text);
      if (code === undefined) {
        code = levels.push(text) - 1;
        known.set(text, code);
      }
      codes[row++] = code;
    }
  }
  return { kind: "category", name, codes, levels };
}
