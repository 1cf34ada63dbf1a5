/** How much is done between two chances to stop: 2^18 numbers, some milliseconds. */
import { expect, test } from "vitest";
import { checkCompressedRowsInSlices } from "./check-compressed-rows.ts";
import { compressIfSparseInSlices } from "./compress-rows.ts";
import type { CompressedRows, DenseRows } from "./dataset.ts";
import { finish, SLICE_VALUES, type Slices, searchInSlices } from "./slices.ts";

/** How often it can stop. */
function stopsOf(slices: Slices<unknown>): number {
  let stops = 0;
  while (slices.next().done !== true) stops++;
  return stops;
}

const empty = (rows: number, features: number): DenseRows => ({
  kind: "dense",
  rows,
  features,
  values: new Uint8Array(rows * features),
  scale: 1,
});

test("a search stops between slices, and looks at each number once", () => {
  const looked: [number, number][] = [];
  const search = (from: number, to: number): number => looked.push([from, to]) && -1;
  expect([SLICE_VALUES, stopsOf(searchInSlices(2 * SLICE_VALUES, search))]).toEqual([2 ** 18, 1]);
  expect(stopsOf(searchInSlices(2 * SLICE_VALUES + 1, search))).toBe(2);
  expect(looked.slice(2)).toEqual([
    [0, SLICE_VALUES],
    [SLICE_VALUES, 2 * SLICE_VALUES],
    [2 * SLICE_VALUES, 2 * SLICE_VALUES + 1],
  ]);
  expect(stopsOf(searchInSlices(0, search))).toBe(0);
});

test("what was found ends the search with its place", () => {
  const from: number[] = [];
  const search = (at: number): number => from.push(at) && (at === SLICE_VALUES ? at + 5 : -1);
  expect(finish(searchInSlices(4 * SLICE_VALUES, search))).toBe(SLICE_VALUES + 5);
  expect(from).toEqual([0, SLICE_VALUES]);
});

test.each([
  // once while entries are counted, once while they are copied
  [256, 1024, 2],
  [255, 1024, 0],
  [512, 1024, 4],
  [513, 1024, 4],
])("rows of %i x %i are compressed with %i stops", (rows, features, stops) => {
  expect(stopsOf(compressIfSparseInSlices(empty(rows, features), "float32"))).toBe(stops);
});

test.each([
  // a row counts as one, and each of its entries
  [2 ** 18, 0, 1],
  [2 ** 18 - 1, 0, 0],
  [2 ** 19, 0, 2],
  [2 ** 17, 1, 1],
  [2 ** 17 - 1, 1, 0],
])("%i compressed rows of %i entries are checked with %i stops", (rows, entries, stops) => {
  const x: CompressedRows = {
    kind: "compressed",
    rows,
    features: 1,
    values: new Float32Array(rows * entries).fill(1),
    columns: new Uint16Array(rows * entries),
    offsets: Uint32Array.from({ length: rows + 1 }, (_, row) => row * entries),
  };
  expect(stopsOf(checkCompressedRowsInSlices("the rows", x))).toBe(stops);
});
