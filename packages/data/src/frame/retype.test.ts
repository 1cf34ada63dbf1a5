import { DataError } from "minibatch";
import { expect, test } from "vitest";
import { frameOf } from "./frame-of.ts";
import { retype } from "./retype.ts";

const frame = frameOf({
  year: [2019, 2020.5, null, 2019],
  size: ["1", "2.50", "?", null],
  image: [[1], [2], [3], [4]],
});

test("numbers as a category are texts as JavaScript writes them; texts as numbers what they say", () => {
  const { columns } = retype(frame, { year: "category", size: "number" });
  expect(columns.slice(0, 2)).toEqual([
    { kind: "category", name: "year", codes: Int32Array.of(0, 1, -1, 0), levels: ["2019", "2020.5"] },
    { kind: "number", name: "size", values: Float64Array.of(1, 2.5, Number.NaN, Number.NaN) },
  ]);
  expect(columns[2]).toBe(frame.columns[2]);
});

test("a type that a column has already changes nothing", () => {
  expect(retype(frame, { year: "number", size: "category" }).columns).toEqual(frame.columns);
});

test.each([
  [{ weight: "number" }, 'Cannot use column "weight" of the rows: there is none; it has "year", "size", "image"'],
  [{ image: "number" }, 'Cannot use column "image" of the rows as a number: it is an array of shape [1] a row'],
] as const)("%j is refused", (types, fault) => {
  expect(() => retype(frame, types as never)).toThrow(DataError);
  expect(() => retype(frame, types as never)).toThrow(fault);
});

test("the first cell that is no number is named, with its place", () => {
  const places = { kind: "lines", lines: Uint32Array.of(2, 4, 5) } as const;
  const texts = { ...frameOf({ a: ["1", "1,5", "x"] }, "a.csv"), places };
  expect(() => retype(texts, { a: "number" })).toThrow(
    'Cannot use column "a" of a.csv as numbers: line 4: "1,5" has a comma where a decimal point should be',
  );
});
