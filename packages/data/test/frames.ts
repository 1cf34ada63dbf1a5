/** Frames written by hand, for tests. */
import { categoryOf, type Frame, type FrameColumn } from "minibatch-data";

/** A column of numbers where all are numbers or null; else of texts. null is missing. */
export type Cells = readonly (number | string | null)[];

/** A frame whose rows stand from line 2 on, as below a header. */
export function tableOf(columns: Readonly<Record<string, Cells>>, name = "a.csv"): Frame {
  const entries = Object.entries(columns);
  const rows = entries[0]![1].length;
  return {
    name,
    rows,
    columns: entries.map(([column, cells]) => columnOf(column, cells)),
    places: { kind: "lines", lines: Uint32Array.from({ length: rows }, (_, row) => row + 2) },
  };
}

export function columnOf(name: string, cells: Cells): FrameColumn {
  if (cells.some((cell) => typeof cell === "string")) {
    return categoryOf(
      name,
      cells.map((cell) => (cell === null ? null : String(cell))),
      cells.length,
    );
  }
  return { kind: "number", name, values: Float64Array.from(cells, (cell) => (cell as number | null) ?? Number.NaN) };
}

/** 0, 1, ... */
export function firstRows(count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, row) => row);
}
