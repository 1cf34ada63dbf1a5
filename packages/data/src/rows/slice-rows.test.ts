import { compressRows, type Dataset } from "minibatch";
import { expect, test } from "vitest";
import { pickRows, sliceRows } from "./slice-rows.ts";

const DENSE: Dataset = {
  x: { kind: "dense", rows: 4, features: 2, values: Float32Array.of(0, 1, 2, 0, 0, 0, 3, 4), scale: 0.5 },
  y: { kind: "values", columns: 1, values: Float32Array.of(10, 11, 12, 13) },
};

test("a slice of dense rows shares their memory", () => {
  const { x, y } = sliceRows(DENSE, 1, 3);
  expect(x).toEqual({ kind: "dense", rows: 2, features: 2, values: Float32Array.of(2, 0, 0, 0), scale: 0.5 });
  expect(y.values).toEqual(Float32Array.of(11, 12));
  expect(x.values.buffer).toBe(DENSE.x.values.buffer);
});

test("weights go with their rows", () => {
  const weighted = { ...DENSE, weights: Float32Array.of(4, 3, 2, 1) };
  expect(sliceRows(weighted, 1, 3).weights).toEqual(Float32Array.of(3, 2));
  expect(pickRows(weighted, [3, 0]).weights).toEqual(Float32Array.of(1, 4));
  expect("weights" in sliceRows(DENSE, 1, 3)).toBe(false);
});

test.each([
  [0, 4],
  [1, 3],
  [2, 3],
  [3, 4],
  [2, 2],
])("slicing compressed rows %i to %i is compressing the slice", (from, to) => {
  const slice = sliceRows(DENSE, from, to);
  const all = DENSE.x.kind === "dense" ? compressRows(DENSE.x) : DENSE.x;
  const expected = slice.x.kind === "dense" ? compressRows(slice.x) : slice.x;
  expect(sliceRows({ x: all, y: DENSE.y }, from, to).x).toEqual(expected);
});

test("picked rows come in the order asked for", () => {
  const { x, y } = pickRows(DENSE, [3, 0]);
  expect(x).toEqual({ kind: "dense", rows: 2, features: 2, values: Float32Array.of(3, 4, 0, 1), scale: 0.5 });
  expect(y.values).toEqual(Float32Array.of(13, 10));
});

test("labels are sliced with their rows", () => {
  const y = { kind: "classes", values: Uint8Array.of(5, 6, 7, 8) } as const;
  expect(sliceRows({ x: DENSE.x, y }, 2, 4).y.values).toEqual(Uint8Array.of(7, 8));
});

test("labels are picked with their rows", () => {
  const y = { kind: "classes", values: Uint8Array.of(5, 6, 7, 8) } as const;
  expect(pickRows({ x: DENSE.x, y }, [2, 0]).y).toEqual({ kind: "classes", values: Uint8Array.of(7, 5) });
});
