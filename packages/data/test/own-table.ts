/** A made-up table, drawn: three kinds of birds by their size, weight and island, with missing values. */
import { createNormalSource, createStream } from "minibatch";
import type { Frame } from "minibatch-data";
import { tableOf } from "./frames.ts";

const KINDS = [
  { species: "Adelie", island: ["Dream", "Biscoe"], bill: 39, mass: 3700 },
  { species: "Chinstrap", island: ["Dream", "Dream"], bill: 49, mass: 3700 },
  { species: "Gentoo", island: ["Biscoe", "Biscoe"], bill: 47, mass: 5100 },
] as const;

export function birds(rows: number): Frame {
  const normal = createNormalSource(createStream(7, "data"));
  const kinds = Array.from({ length: rows }, (_, row) => KINDS[row % 3]!);
  const every = (n: number, row: number) => row % n === n - 1;
  return tableOf(
    {
      species: kinds.map(({ species }) => species),
      island: kinds.map(({ island }, row) => (every(40, row) ? null : island[row % 2]!)),
      bill: kinds.map(({ bill }, row) => (every(17, row) ? null : bill + 2 * normal())),
      mass: kinds.map(({ mass }) => mass + 300 * normal()),
    },
    "birds.csv",
  );
}

/** Its lines, as a CSV file has them. */
export function rowsOf({ rows, columns }: Frame): string[] {
  const cellOf = (column: Frame["columns"][number], row: number): string => {
    if (column.kind === "category") return column.levels[column.codes[row]!] ?? "";
    return Number.isNaN(column.values[row]) ? "NA" : String(column.values[row]);
  };
  return Array.from({ length: rows }, (_, row) => columns.map((column) => cellOf(column, row)).join(","));
}
