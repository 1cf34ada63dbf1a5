/** Rows as they were before they became numbers: those of a file as they stand in it, those of a set as its numbers. */
import type { Dataset, Rows } from "minibatch";
import { type ArrayValues, type Frame, type FrameColumn, placeOf } from "minibatch-data";
import type { ShownRows } from "./performance-input.ts";
import { encodePicture, pictureShape, toPixels } from "./picture.ts";

/** A wider table is not read. */
const MOST_COLUMNS = 12;

/** `rows`: which of the frame the split has. Its target's columns are told apart from these. */
export function showFrame(frame: Frame, rows: Uint32Array, target: readonly string[]): ShownRows {
  const told = frame.columns.filter(({ name }) => !target.includes(name));
  const picture = told.find((column) => column.kind === "array" && pictureShape(column.shape) !== null);
  const plain = told.filter(({ kind }) => kind !== "array");
  const shown = plain.slice(0, MOST_COLUMNS);
  return {
    columns: shown.map(({ name }) => name),
    moreColumns: told.length - shown.length - (picture === undefined ? 0 : 1),
    arePictures: picture !== undefined,
    show(row) {
      const at = rows[row]!;
      return {
        place: placeOf(frame, at),
        values: shown.map((column) => shownValue(column, at)),
        picture: picture === undefined ? null : pictureOf(picture as ArrayValues, at),
      };
    },
  };
}

function shownValue(column: FrameColumn, row: number): string | number | null {
  if (column.kind === "category") return column.levels[column.codes[row]!] ?? null;
  const value = column.kind === "number" ? column.values[row]! : Number.NaN;
  return Number.isFinite(value) ? value : null;
}

function pictureOf({ shape, values }: ArrayValues, row: number): string | null {
  const pixels = pictureShape(shape);
  const size = shape.reduce((product, length) => product * length, 1);
  return pixels === null ? null : encodePicture(toPixels(pixels, values.subarray(row * size, (row + 1) * size)));
}

/** `picture`: height and width of each row, where it is one. Rows of a set have no names: they are counted. */
export function showDataset({ x }: Dataset, split: string, picture: readonly number[] | null): ShownRows {
  const shape = picture === null ? null : pictureShape(picture);
  const shown = shape === null ? Math.min(x.features, MOST_COLUMNS) : 0;
  return {
    columns: Array.from({ length: shown }, (_, i) => `input ${i + 1}`),
    moreColumns: shape === null ? x.features - shown : 0,
    arePictures: shape !== null,
    show(row) {
      const numbers = numbersOf(x, row);
      return {
        place: `${split} row ${row + 1}`,
        values: Array.from(numbers.subarray(0, shown), (value) => Number(value.toPrecision(6))),
        picture: shape === null ? null : encodePicture(toPixels(shape, numbers)),
      };
    },
  };
}

/** Of one row, as a network takes them. */
export function numbersOf(x: Rows, row: number): Float64Array {
  const numbers = new Float64Array(x.features);
  if (x.kind === "dense") {
    for (let i = 0; i < x.features; i++) numbers[i] = x.values[row * x.features + i]! * x.scale;
  } else {
    for (let at = x.offsets[row]!; at < x.offsets[row + 1]!; at++) numbers[x.columns[at]!] = x.values[at]!;
  }
  return numbers;
}
