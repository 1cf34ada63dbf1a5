import { describe, expect, test } from "vitest";
import { classes, denseRows, targets } from "../../test/toy-data.ts";
import { DataError } from "../errors.ts";
import { checkDatasetInSlices, type DataNeeds } from "./check-dataset.ts";
import type { CompressedRows, Dataset, DenseRows, Targets } from "./dataset.ts";
import { finish } from "./slices.ts";

const rows = denseRows(2, [1, 2, 3, 4]);
const labelled: DataNeeds = { features: 2, outputs: 3, loss: "softmax-cross-entropy", precision: "float32" };
const measured: DataNeeds = { features: 2, outputs: 1, loss: "mean-squared-error", precision: "float32" };

function expectRefusal(dataset: Dataset, needs: DataNeeds, message: RegExp): void {
  const check = (): void => finish(checkDatasetInSlices("the set", dataset, needs));
  expect(check).toThrow(DataError);
  expect(check).toThrow(message);
  expect(check).toThrow(/^Cannot use the set: [^\n]+$/);
}

/** What a program without types may hand in. */
const untyped = (values: unknown): never => values as never;

describe("arrays of other classes than the declared ones are refused", () => {
  test.each<[string, unknown, RegExp]>([
    ["a list with a NaN", [0, Number.NaN], /y.values is of class Array; it must be a Uint8Array or Int32Array/],
    ["a list of names", ["0", "1"], /y.values is of class Array/],
    ["fractions", Float32Array.of(0, 1.5), /y.values is of class Float32Array/],
    ["a NaN", Float64Array.of(0, Number.NaN), /y.values is of class Float64Array/],
    ["none", undefined, /y.values is missing/],
    ["null", null, /y.values is of class null/],
  ])("labels: %s", (_, values, message) => {
    expectRefusal({ x: rows, y: { kind: "classes", values: untyped(values) } }, labelled, message);
  });

  test.each<[string, Partial<CompressedRows>, RegExp]>([
    ["columns", { columns: untyped([0.5, Number.NaN]) }, /x.columns is of class Array; it must be a Uint16Array/],
    ["float columns", { columns: untyped(Float32Array.of(0.5, Number.NaN)) }, /x.columns is of class Float32Array/],
    ["offsets", { offsets: untyped([0, Number.NaN, 2]) }, /x.offsets is of class Array; it must be a Uint32Array/],
    ["values", { values: untyped(Uint8Array.of(1, 2)) }, /x.values is of class Uint8Array; it must be a Float32Array/],
  ])("compressed rows: %s", (_, change, message) => {
    const x: CompressedRows = {
      kind: "compressed",
      rows: 2,
      features: 2,
      values: Float32Array.of(1, 2),
      columns: Uint16Array.of(0, 1),
      offsets: Uint32Array.of(0, 1, 2),
    };
    expect(() => finish(checkDatasetInSlices("the set", { x, y: classes([0, 2]) }, labelled))).not.toThrow();
    expectRefusal({ x: { ...x, ...change }, y: classes([0, 2]) }, labelled, message);
  });

  test("dense rows and targets", () => {
    const x: DenseRows = { ...rows, values: untyped(Int32Array.of(1, 2, 3, 4)) };
    expectRefusal({ x, y: classes([0, 2]) }, labelled, /x.values is of class Int32Array/);
    const y: Targets = { kind: "values", columns: 1, values: untyped([1, 2]) };
    expectRefusal({ x: rows, y }, measured, /y.values is of class Array; it must be a Float32Array or Float64Array/);
  });
});

describe("numbers that float32 cannot hold", () => {
  const y = targets(1, [0, 1]);
  const wide = (scale: number, values: number[]): DenseRows => ({
    ...rows,
    values: Float64Array.from(values),
    scale,
  });

  test.each<[string, Dataset, RegExp]>([
    ["1e300", { x: wide(1, [1, 2, 3, 1e300]), y }, /row 1, column 1 is 1e\+300, which float32 cannot hold; scale/],
    ["1e30 at scale 1e30", { x: wide(1e30, [1, 1e30, 3, 4]), y }, /row 0, column 1 is 1e\+30 times the scale 1e\+30/],
    [
      "a byte at scale 1e37",
      { x: { ...rows, values: Uint8Array.of(1, 34, 35, 2), scale: 1e37 }, y },
      /row 1, column 0 is 35 times the scale 1e\+37, which float32 cannot hold/,
    ],
    [
      "a target of -1e39",
      { x: rows, y: { kind: "values", columns: 1, values: Float64Array.of(1, -1e39) } },
      /the target of row 1, column 0 is -1e\+39, which float32 cannot hold/,
    ],
  ])("%s: refused there, taken by float64", (_, dataset, message) => {
    expectRefusal(dataset, measured, message);
    expect(() => finish(checkDatasetInSlices("", dataset, { ...measured, precision: "float64" }))).not.toThrow();
  });

  test("1e300 at scale 1e300 is beyond float64 too", () => {
    expectRefusal(
      { x: wide(1e300, [1, 1e300, 1, 1]), y },
      { ...measured, precision: "float64" },
      /is 1e\+300 times the scale 1e\+300, which float64 cannot hold/,
    );
  });

  test("the largest float32 is taken", () => {
    const x = wide(1, [3.4028234663852886e38, -3.4028234663852886e38, 0, 0]);
    expect(() => finish(checkDatasetInSlices("the set", { x, y }, measured))).not.toThrow();
  });
});

test.each([Number.NaN, Infinity])("a target of %d is refused, whatever the loss", (bad) => {
  expectRefusal({ x: rows, y: targets(1, [0, bad]) }, measured, /target of row 1, column 0 is .*must be finite/);
  expectRefusal(
    { x: rows, y: targets(1, [0, bad]) },
    { ...measured, loss: "sigmoid-binary-cross-entropy" },
    /the target of row 1, column 0 is (NaN|Infinity); sigmoid-binary-cross-entropy needs 0 to 1/,
  );
});
