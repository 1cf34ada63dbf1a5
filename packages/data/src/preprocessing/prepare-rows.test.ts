import { DataError } from "minibatch";
import { describe, expect, test } from "vitest";
import { columnOf, firstRows } from "../../test/frames.ts";
import type { ArrayValues, Category, Frame } from "../frame/frame.ts";
import { inferTarget } from "../targets/infer-target.ts";
import { fitPreparation } from "./fit-preparation.ts";
import { prepareRows } from "./prepare-rows.ts";

const frameOf = (values: ArrayValues["values"], shape: readonly number[], rest: Frame["columns"] = []): Frame => ({
  name: "pictures",
  rows: 4,
  columns: [columnOf("y", ["cat", "dog", "cat", "dog"]), { kind: "array", name: "image", shape, values }, ...rest],
  places: { kind: "files", names: ["a.png", "b.png", "c.png", "d.png"] },
});
const fit = (frame: Frame, steps: Parameters<typeof fitPreparation>[1]["steps"] = "auto") =>
  fitPreparation(frame, { target: inferTarget(frame, "y"), steps, train: firstRows(4) });

const pixels = Uint8Array.of(0, 255, 51, 102, 1, 2, 3, 4);

describe("pictures of bytes", () => {
  const frame = frameOf(pixels, [2, 1]);
  const preparation = fit(frame);

  test("stay bytes, with what one counts, and keep their shape", () => {
    expect([preparation.shape, preparation.features]).toEqual([[2, 1], null]);
    const rows = prepareRows(preparation, frame);
    expect(rows).toEqual({ kind: "dense", rows: 4, features: 2, values: pixels, scale: 1 / 255 });
    expect(rows.values.buffer).not.toBe(pixels.buffer);
    expect(prepareRows(preparation, frame, Uint32Array.of(3, 0)).values).toEqual(Uint8Array.of(3, 4, 0, 255));
  });

  test("the same picture given as numbers comes to the same", () => {
    const given = frameOf(Float64Array.from(pixels), [2, 1]);
    const { values, scale } = prepareRows(preparation, given);
    expect([...values, scale]).toEqual([...Float32Array.from(pixels, (pixel) => pixel / 255), 1]);
  });

  test("lie where threads share them, if asked", () => {
    expect(prepareRows(preparation, frame, null, true).values.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(prepareRows(fit(frame, ["standardize"]), frame, null, true).values.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(prepareRows(preparation, frame).values.buffer).toBeInstanceOf(ArrayBuffer);
  });

  test("of another size are told by their file", () => {
    expect(() => prepareRows(preparation, frameOf(pixels, [1, 2]))).toThrow(
      new DataError(
        'Cannot use column "image" of pictures: its rows are [1, 2], should be [2, 1], as what was trained on',
      ),
    );
    const gap = frameOf(Float32Array.of(0, 1, 2, Number.NaN, 4, 5, 6, 7), [2, 1]);
    expect(() => prepareRows(preparation, gap)).toThrow(
      new DataError('Cannot prepare column "image" of pictures: b.png has no value; mend it, or leave the row out'),
    );
  });
});

test("a list of numbers is standardized element by element, a picture as a whole", () => {
  const numbers = Float32Array.of(0, 10, 2, 10, 0, 30, 2, 30);
  expect([...prepareRows(fit(frameOf(numbers, [2])), frameOf(numbers, [2])).values]).toEqual([
    -1, -1, 1, -1, -1, 1, 1, 1,
  ]);
  const { steps } = fit(frameOf(numbers, [2, 1]));
  expect(steps[0]?.fitted[0]?.values).toEqual({ means: [10.5], scales: [Math.sqrt(1126 / 8)] });
});

test("bytes of 0 and 1 are left, small ones standardized", () => {
  const bits = frameOf(Uint8Array.of(0, 1, 1, 1, 0, 0, 1, 0), [2]);
  const left = fit(bits);
  expect(left.chosen).toEqual(["image: left as it is, bytes of 0 and 1"]);
  const values = (bits.columns[1] as ArrayValues).values;
  expect(prepareRows(left, bits)).toEqual({ kind: "dense", rows: 4, features: 2, values, scale: 1 });
  const counts = frameOf(Uint8Array.of(0, 9, 2, 9, 0, 7, 2, 7), [2]);
  expect([...prepareRows(fit(counts), counts).values]).toEqual([-1, 1, 1, 1, -1, -1, 1, -1]);
  // beside another column they are standardized, as numbers are
  const beside = { ...bits, columns: [...bits.columns, columnOf("size", [1, 1, 3, 3])] };
  expect([...prepareRows(fit(beside), beside, Uint32Array.of(1)).values]).toEqual([1, 1, -1]);
});

test("arrays beside numbers are one list, each number with its name", () => {
  const frame = frameOf(pixels, [2], [columnOf("size", [1, 1, 3, 3])]);
  const preparation = fit(frame);
  expect(preparation.features).toEqual(["image[0]", "image[1]", "size"]);
  expect([...prepareRows(preparation, frame, Uint32Array.of(2)).values]).toEqual(
    [1 / 255, 2 / 255, 1].map((value) => Math.fround(value)),
  );
});

test("rows beyond one chunk are all prepared, in their order", () => {
  const count = 70_001;
  const size = Float64Array.from({ length: count }, (_, row) => row % 1000);
  const texts = Array.from({ length: count }, (_, row) => (row % 3 === 0 ? "a" : "b"));
  const frame: Frame = {
    name: "a.csv",
    rows: count,
    columns: [
      { kind: "number", name: "size", values: size },
      columnOf("kind", texts),
      { kind: "number", name: "y", values: size },
    ],
    places: { kind: "rows" },
  };
  const preparation = fitPreparation(frame, {
    target: inferTarget(frame, "y"),
    steps: ["one-hot"],
    train: firstRows(9),
  });
  const rows = prepareRows(preparation, frame);
  expect([rows.rows, rows.features]).toEqual([count, 3]);
  for (const row of [0, 1, 43_690, 43_691, 65_535, 65_536, count - 1]) {
    const isA = row % 3 === 0 ? 1 : 0;
    expect([...rows.values.subarray(row * 3, row * 3 + 3)]).toEqual([row % 1000, isA, 1 - isA]);
  }
  const bad = {
    ...frame,
    columns: frame.columns.map((column) =>
      column.kind === "number" ? { ...column, values: size.with(60_000, Number.NaN) } : column,
    ),
  };
  expect(() => prepareRows(preparation, bad)).toThrow(
    'Cannot prepare column "size" of a.csv: row 60001 has no value; add the step impute, or ignore the column',
  );
});

test("more numbers than there is memory are told, not made", () => {
  const texts = Array.from({ length: 60_000 }, (_, row) => `no ${row}`);
  const columns = [
    columnOf("name", texts),
    { kind: "number", name: "y", values: Float64Array.from(texts, (_, i) => i / 2) },
  ] as const;
  const frame: Frame = { name: "a.csv", rows: texts.length, columns, places: { kind: "rows" } };
  const preparation = fitPreparation(frame, {
    target: inferTarget(frame, "y"),
    steps: ["one-hot"],
    train: firstRows(60_000),
  });
  const long = { ...(columns[0] as Category), codes: new Int32Array(10_000_000) };
  const many: Frame = { ...frame, rows: 10_000_000, columns: [long] };
  expect(() => prepareRows(preparation, many)).toThrow(
    "Cannot prepare a.csv: 10000000 rows of 60000 numbers do not fit into memory; take fewer rows, or give one-hot a maxLevels",
  );
});
