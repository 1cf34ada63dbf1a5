import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DataError } from "../errors.ts";
import { checkRowsInSlices } from "./check-dataset.ts";
import { compressRows, compressRowsIfSparse, shareOfNonZero } from "./compress-rows.ts";
import type { CompressedRows, DenseRows } from "./dataset.ts";
import { finish } from "./slices.ts";

const needs = (features: number) => ({ features, precision: "float32" }) as const;

/** The dense rows that compressed ones stand for. */
function expand({ rows, features, values, columns, offsets }: CompressedRows): number[] {
  const dense: number[] = new Array(rows * features).fill(0);
  for (let row = 0; row < rows; row++) {
    for (let k = offsets[row]; k < offsets[row + 1]; k++) dense[row * features + columns[k]] = values[k];
  }
  return dense;
}

const arbitraryRows = fc
  .record({ rows: fc.integer({ min: 1, max: 12 }), features: fc.integer({ min: 1, max: 12 }), bytes: fc.boolean() })
  .chain(({ rows, features, bytes }) =>
    fc
      .array(fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 255 })), {
        minLength: rows * features,
        maxLength: rows * features,
      })
      .map(
        (values): DenseRows => ({
          kind: "dense",
          rows,
          features,
          values: bytes ? Uint8Array.from(values) : Float32Array.from(values, (v) => v - 100),
          scale: bytes ? 1 / 255 : 1,
        }),
      ),
  );

describe("compressed rows", () => {
  test("stand for the same numbers, hold no zero, and pass the door", () => {
    fc.assert(
      fc.property(arbitraryRows, (dense) => {
        const compressed = compressRows(dense);
        expect(expand(compressed)).toEqual(Array.from(dense.values, (v) => Math.fround(v * dense.scale)));
        expect(compressed.values.every((value) => value !== 0)).toBe(true);
        expect(() => finish(checkRowsInSlices("the rows", compressed, needs(dense.features)))).not.toThrow();
      }),
    );
  });

  test("lie on shared memory when asked to", () => {
    const dense: DenseRows = { kind: "dense", rows: 1, features: 3, values: Float32Array.of(0, 2, 0), scale: 1 };
    const { values, columns, offsets } = compressRows(dense, { shared: true });
    for (const array of [values, columns, offsets]) expect(array.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect([...values, ...columns, ...offsets]).toEqual([2, 1, 0, 1]);
  });

  test("of bytes keep float64 where the kernels have it", () => {
    const dense: DenseRows = { kind: "dense", rows: 1, features: 1, values: Uint8Array.of(1), scale: 1 / 3 };
    expect([...compressRows(dense).values]).toEqual([Math.fround(1 / 3)]);
    expect([...compressRows(dense, { precision: "float64" }).values]).toEqual([1 / 3]);
  });

  test("columns beyond 65,535 fit", () => {
    const values = new Float32Array(70_000);
    values[69_999] = 5;
    const { columns } = compressRows({ kind: "dense", rows: 1, features: 70_000, values, scale: 1 });
    expect([...columns]).toEqual([69_999]);
  });

  test("are made when at most 30% of 16 or more columns are not 0", () => {
    const rowsWith = (features: number, nonZero: number): DenseRows => ({
      kind: "dense",
      rows: 1,
      features,
      values: Float32Array.from({ length: features }, (_, i) => (i < nonZero ? 1 : 0)),
      scale: 1,
    });
    expect(shareOfNonZero(rowsWith(20, 6))).toBe(0.3);
    expect(compressRowsIfSparse(rowsWith(20, 6)).kind).toBe("compressed");
    expect(compressRowsIfSparse(rowsWith(20, 7)).kind).toBe("dense");
    expect(compressRowsIfSparse(rowsWith(15, 0)).kind).toBe("dense");
  });
});

describe("the share of non-zero entries", () => {
  /** One feature: which rows hold a number. */
  const shareOf = (rows: number, isFull: (row: number) => boolean, sampleRows?: number): number => {
    const values = Float32Array.from({ length: rows }, (_, row) => (isFull(row) ? -1 : 0));
    return shareOfNonZero({ kind: "dense", rows, features: 1, values, scale: 1 }, sampleRows);
  };

  test("is of every row where there are no more than are sampled", () => {
    expect(shareOf(4, (row) => row === 1)).toBe(1 / 4);
    expect(shareOf(4, (row) => row === 3, 4)).toBe(1 / 4);
    // with less than two for each, all are looked at
    expect(shareOf(7, (row) => row === 1, 4)).toBe(1 / 7);
  });

  test("is of evenly spaced rows, the first among them, where there are more", () => {
    expect(shareOf(12, (row) => row % 3 === 0, 4)).toBe(1);
    expect(shareOf(12, (row) => row % 3 !== 0, 4)).toBe(0);
    expect(shareOf(13, (row) => row === 12, 4)).toBe(1 / 5);
  });

  test("is 1 of no numbers: there is nothing to gain", () => {
    expect(shareOf(0, () => true)).toBe(1);
  });
});

describe("rows that would lead a kernel astray are refused", () => {
  /** 1 0 2 / 0 0 0 / 0 3 4 */
  const good: CompressedRows = {
    kind: "compressed",
    rows: 3,
    features: 3,
    values: Float32Array.of(1, 2, 3, 4),
    columns: Uint16Array.of(0, 2, 1, 2),
    offsets: Uint32Array.of(0, 2, 2, 4),
  };

  test("the good ones pass", () => {
    expect(() => finish(checkRowsInSlices("the rows", good, needs(3)))).not.toThrow();
  });

  test.each<[string, Partial<CompressedRows>, RegExp]>([
    [
      "a column beyond the features",
      { columns: Uint16Array.of(0, 2, 1, 3) },
      /row 2 has an entry in column 3; it must be below 3/,
    ],
    [
      "columns that go back",
      { columns: Uint16Array.of(2, 0, 1, 2) },
      /row 0 has an entry in column 0; it must be above the one before, 2/,
    ],
    [
      "a column twice",
      { columns: Uint16Array.of(0, 2, 1, 1) },
      /row 2 has an entry in column 1; it must be above the one before, 1/,
    ],
    [
      "offsets that go back",
      { offsets: Uint32Array.of(0, 2, 1, 4) },
      /row 1 runs from entry 2 to 1 of 4; offsets must ascend/,
    ],
    ["an offset beyond the entries", { offsets: Uint32Array.of(0, 9, 9, 4) }, /row 0 runs from entry 0 to 9 of 4/],
    [
      "offsets that do not begin at 0",
      { offsets: Uint32Array.of(1, 2, 2, 4) },
      /4 offsets from 1 on but 3 rows need 4, from 0 on/,
    ],
    ["offsets missing", { offsets: Uint32Array.of(0, 2, 4) }, /3 offsets from 0 on but 3 rows need 4/],
    [
      "columns missing",
      { columns: Uint16Array.of(0, 2, 1) },
      /4 numbers, 3 columns and offsets up to 4; the three must be equal/,
    ],
    [
      "entries behind the last offset",
      { offsets: Uint32Array.of(0, 2, 2, 3) },
      /4 numbers, 4 columns and offsets up to 3/,
    ],
    [
      "an infinity",
      { values: Float32Array.of(1, 2, 3, Infinity) },
      /row 2, column 2 is Infinity; every number must be finite/,
    ],
    ["an infinity behind an empty row", { values: Float32Array.of(1, 2, Infinity, 4) }, /row 2, column 1 is Infinity/],
  ])("%s", (_, change, message) => {
    const check = (): void => finish(checkRowsInSlices("the rows", { ...good, ...change }, needs(3)));
    expect(check).toThrow(DataError);
    expect(check).toThrow(message);
    expect(check).toThrow(/^Cannot use the rows: [^\n]+$/);
  });
});

test.each([4, 13])("%i numbers are not 3 rows of 4: compressRows refuses them", (count) => {
  const rows: DenseRows = { kind: "dense", rows: 3, features: 4, values: new Float32Array(count), scale: 1 };
  expect(() => compressRows(rows)).toThrow(DataError);
  expect(() => compressRows(rows)).toThrow(
    `Cannot use the rows: it holds ${count} numbers but 3 rows of 4 make 12; give all of them`,
  );
});

test("every sampled row counts, a NaN is an entry, and columns wrap nowhere", () => {
  const dense = (rows: number, features: number, values: Float32Array): DenseRows => ({
    kind: "dense",
    rows,
    features,
    values,
    scale: 1,
  });
  expect(shareOfNonZero(dense(2, 2, Float32Array.of(0, 0, 1, 1)))).toBe(0.5);
  expect([...compressRows(dense(1, 2, Float32Array.of(Number.NaN, 0))).values]).toEqual([Number.NaN]);
  for (const features of [65_536, 65_537]) {
    const values = new Float32Array(features);
    values[features - 1] = 1;
    expect([...compressRows(dense(1, features, values)).columns]).toEqual([features - 1]);
  }
});
