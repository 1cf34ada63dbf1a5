import { DataError } from "minibatch";
import { expect, test } from "vitest";
import { frameOf, frameOfRows } from "./frame-of.ts";

test("a frame of columns as a program has them", () => {
  const image = { shape: [1, 2], values: Uint8Array.of(1, 2, 3, 4) };
  const frame = frameOf(
    { width: Float64Array.of(1, Number.NaN), species: ["a", null], image, is: [true, false] },
    "mine",
  );
  expect(frame).toEqual({
    name: "mine",
    rows: 2,
    places: { kind: "rows" },
    columns: [
      { kind: "number", name: "width", values: Float64Array.of(1, Number.NaN) },
      { kind: "category", name: "species", codes: Int32Array.of(0, -1), levels: ["a"] },
      { kind: "array", name: "image", shape: [1, 2], values: Uint8Array.of(1, 2, 3, 4) },
      { kind: "category", name: "is", codes: Int32Array.of(0, 1), levels: ["true", "false"] },
    ],
  });
});

test("rows are objects: what one lacks is missing", () => {
  const { columns, rows } = frameOfRows([{ a: 1 }, { b: "x", a: undefined }, { a: 3, b: "" }]);
  expect(rows).toBe(3);
  expect(columns).toEqual([
    { kind: "number", name: "a", values: Float64Array.of(1, Number.NaN, 3) },
    { kind: "category", name: "b", codes: Int32Array.of(-1, 0, -1), levels: ["x"] },
  ]);
});

test("a Date is its ISO text, a bigint a number where a double holds it", () => {
  const { columns } = frameOf({ at: [new Date(0), null], n: [2n, 3n], big: [2n ** 60n, 1n] });
  expect(columns.map((column) => (column.kind === "category" ? column.levels : [...column.values]))).toEqual([
    ["1970-01-01T00:00:00.000Z"],
    [2, 3],
    ["1152921504606846976", "1"],
  ]);
});

test("a name that objects have of their own is a column like others", () => {
  const rows = [JSON.parse('{"__proto__": 1, "constructor": 2}') as Record<string, unknown>, {}];
  expect(frameOfRows(rows).columns.map(({ name }) => name)).toEqual(["__proto__", "constructor"]);
});

test.each<[() => unknown, string]>([
  [() => frameOf({}), "there are no columns"],
  [() => frameOf({ a: [] }), "there are no rows"],
  [() => frameOf({ a: [1], b: [1, 2] }), 'column "b" has 2 rows, should have 1 as "a" has'],
  [() => frameOf({ "": [1] }), "column 1 has no name"],
  [() => frameOf({ "a\r": [1] }), 'column 1 is named "a\\r", which holds the line break U+000D'],
  [() => frameOf({ a: [1, Number.POSITIVE_INFINITY] }), 'row 2, column "a" is Infinity'],
  [
    () => frameOf({ a: { shape: [2], values: [1, 2, 3] } }),
    'column "a" has 3 numbers, no whole number of rows of shape [2]',
  ],
  [() => frameOf({ a: { shape: [2], values: [1, Number.NEGATIVE_INFINITY] } }), 'row 1 of "a" holds -Infinity'],
  [() => frameOf({ a: 3 as never }), 'column "a" is no list'],
  [() => frameOf({ a: [() => 1] }), 'row 1, column "a" is a function'],
  [() => frameOf({ a: [{}] }), 'row 1, column "a" is an object'],
  [() => frameOf({ a: [new Date(Number.NaN)] }), "is a time out of range"],
  [() => frameOf({ a: [[1, "x"]] }), 'row 1, column "a" holds the text "x", should be a list of numbers of shape [2]'],
  [
    () =>
      frameOf({
        a: [
          [[1], [2]],
          [[1], 2],
        ],
      }),
    'row 2, column "a" is not as deep everywhere',
  ],
  [() => frameOf({ a: [[]] }), 'row 1, column "a" is an empty list'],
  [() => frameOfRows([]), "there are no rows"],
  [() => frameOfRows([{}]), "its rows are empty objects"],
  [() => frameOfRows([[1]] as never), "row 1 is an array, should be an object of columns"],
])("%s: %s", (make, fault) => {
  expect(make).toThrow(DataError);
  expect(make).toThrow(fault);
});

test("rows that name different columns each do not take memory for all of them", () => {
  const rows = Array.from({ length: 3000 }, (_, i) => ({ [`c${i}`]: i }));
  expect(() => frameOfRows(rows)).toThrow("its 3000 rows name 3000 columns, of which hardly any occurs twice");
});
