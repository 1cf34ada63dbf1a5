import { expect, test } from "vitest";
import { concatFrames } from "./concat-frames.ts";
import { placeOf } from "./frame.ts";
import { frameOf } from "./frame-of.ts";

const train = frameOf({ size: Float64Array.of(1, Number.NaN), kind: ["a", "b"] }, "train.csv");

test("columns are found by name, categories share their levels, places name their file", () => {
  const more = frameOf({ kind: ["c", "a"], size: Float64Array.of(3, 4), extra: ["x", "y"] }, "more.csv");
  const { rows, columns, ...all } = concatFrames([
    { frame: train, split: "train" },
    { frame: more, split: "test" },
  ]);
  expect(rows).toBe(4);
  expect(columns).toEqual([
    { kind: "number", name: "size", values: Float64Array.of(1, Number.NaN, 3, 4) },
    { kind: "category", name: "kind", codes: Int32Array.of(0, 1, 2, 0), levels: ["a", "b", "c"] },
  ]);
  expect(placeOf(all, 1)).toBe("row 2 of train.csv");
  expect(placeOf(all, 2)).toBe("row 1 of more.csv");
  expect(() => placeOf(all, 4)).toThrow("Cannot tell where row 5 is: there are 4");
});

test("a column of texts takes numbers as they are written; one of numbers takes no texts", () => {
  const numbers = frameOf({ size: Float64Array.of(1), kind: Float64Array.of(7) }, "n.csv");
  const { columns } = concatFrames([
    { frame: train, split: "train" },
    { frame: numbers, split: "test" },
  ]);
  expect(columns[1]).toMatchObject({ levels: ["a", "b", "7"] });
  const texts = frameOf({ size: ["large"], kind: ["a"] }, "t.csv");
  expect(() =>
    concatFrames([
      { frame: train, split: "train" },
      { frame: texts, split: "test" },
    ]),
  ).toThrow('Cannot use t.csv beside train.csv: column "size" of train.csv holds numbers, there it holds texts;');
  expect(() =>
    concatFrames([
      { frame: train, split: "train" },
      { frame: frameOf({ size: Float64Array.of(1) }, "u.csv"), split: "test" },
    ]),
  ).toThrow('Cannot use u.csv beside train.csv: it lacks column "kind" of train.csv');
});
