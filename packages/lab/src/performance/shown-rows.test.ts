import { compressRows, type DenseRows } from "minibatch";
import type { Frame } from "minibatch-data";
import { expect, test } from "vitest";
import { showDataset, showFrame } from "./shown-rows.ts";

const frame: Frame = {
  name: "a.csv",
  rows: 3,
  columns: [
    { kind: "number", name: "size", values: Float64Array.of(1.5, Number.NaN, 3) },
    { kind: "category", name: "kind", codes: Int32Array.of(1, 0, -1), levels: ["x", "y"] },
    { kind: "number", name: "price", values: Float64Array.of(10, 20, 30) },
  ],
  places: { kind: "lines", lines: Uint32Array.of(2, 5, 9) },
};

test("a row of a file has its place and its values as they stand there, but for the target", () => {
  const shown = showFrame(frame, Uint32Array.of(2, 1), ["price"]);
  expect([shown.columns, shown.moreColumns, shown.arePictures]).toEqual([["size", "kind"], 0, false]);
  expect(shown.show(0)).toEqual({ place: "line 9", values: [3, null], picture: null });
  expect(shown.show(1)).toEqual({ place: "line 5", values: [null, "x"], picture: null });
});

test("of many columns twelve are shown, and told how many there are besides", () => {
  const columns = Array.from({ length: 20 }, (_, i) => ({ ...frame.columns[0]!, name: `size ${i}` }));
  const shown = showFrame({ ...frame, columns }, Uint32Array.of(0), []);
  expect([shown.columns.length, shown.moreColumns]).toEqual([12, 8]);
  expect(shown.show(0).values).toHaveLength(12);
});

test("the first array that is a picture is one; another array is only counted", () => {
  const values = Uint8Array.from({ length: 12 }, (_, i) => i);
  const picture = { kind: "array", name: "image", shape: [2, 2], values } as const;
  const places = { kind: "files", names: ["a/1.png", "a/2.png", "b/3.png"] } as const;
  const shown = showFrame({ ...frame, places, columns: [...frame.columns, picture] }, Uint32Array.of(1), ["kind"]);
  expect(shown).toMatchObject({ arePictures: true, columns: ["size", "price"], moreColumns: 0 });
  const row = shown.show(0);
  expect(row.place).toBe("a/2.png");
  expect(row.picture).toMatch(/^data:image\/png;base64,iVBOR/);
  const signal = { ...picture, shape: [4], name: "signal" };
  expect(showFrame({ ...frame, columns: [signal] }, Uint32Array.of(0), [])).toMatchObject({
    arePictures: false,
    moreColumns: 1,
  });
});

test("a row of a set is counted, its numbers are those that the network takes, compressed or not", () => {
  const dense: DenseRows = {
    kind: "dense",
    rows: 3,
    features: 2,
    values: Uint8Array.of(0, 255, 51, 0, 0, 0),
    scale: 1 / 255,
  };
  const y = { kind: "classes", values: Uint8Array.of(0, 1, 0) } as const;
  for (const x of [dense, compressRows(dense)]) {
    const shown = showDataset({ x, y }, "test", null);
    expect(shown.columns).toEqual(["input 1", "input 2"]);
    expect(shown.show(0)).toEqual({ place: "test row 1", values: [0, 1], picture: null });
    expect(shown.show(1)).toEqual({ place: "test row 2", values: [0.2, 0], picture: null });
  }
  const wide = { ...dense, rows: 1, features: 6 };
  const pictures = showDataset({ x: wide, y }, "validation", [2, 3]);
  expect(pictures).toMatchObject({ arePictures: true, columns: [], moreColumns: 0 });
  expect(pictures.show(0).picture).toMatch(/^data:image\/png/);
});
