import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { concatFrames } from "../frame/concat-frames.ts";
import { frameOf } from "../frame/frame-of.ts";
import type { SplitSpec } from "./file-data.ts";
import { type FrameSplit, splitFrame } from "./split-frame.ts";

const SPLIT: SplitSpec = {
  ...{ validation: 0.2, test: 0.2, stratify: false, group: null, order: null, column: null, files: null },
  ...{ folds: null, seed: 7 },
};

/** Of 100 rows a class in ten, a person in five, and days that go backwards. */
const KINDS = Array.from({ length: 100 }, (_, row) => (row % 10 === 0 ? "rare" : "common"));
const PEOPLE = Array.from({ length: 100 }, (_, row) => `person ${Math.floor(row / 5)}`);
const DAYS = Float64Array.from({ length: 100 }, (_, row) => 100 - row);
const FRAME = frameOf({ kind: KINDS, person: PEOPLE, day: DAYS }, "rows.csv");

function split(change: Partial<SplitSpec> & { readonly fold?: number }): FrameSplit {
  return splitFrame(FRAME, { split: { ...SPLIT, ...change } as SplitSpec & { seed: number }, target: ["kind"] });
}

function expectWhole({ train, validation, test: tested }: FrameSplit, rows = 100): void {
  expect([...train, ...validation, ...tested].sort((a, b) => a - b)).toEqual(Array.from({ length: rows }, (_, i) => i));
}

describe("drawn", () => {
  test("every row is in one split, as many as the shares say, another draw for another seed", () => {
    const one = split({});
    expectWhole(one);
    expect([one.train.length, one.validation.length, one.test.length]).toEqual([60, 20, 20]);
    expect(split({})).toEqual(one);
    expect(split({ seed: 8 })).not.toEqual(one);
  });

  test("numbers of rows in place of shares", () => {
    const { train, validation, test: tested } = split({ validation: 3, test: 7 });
    expect([train.length, validation.length, tested.length]).toEqual([90, 3, 7]);
  });

  test("stratified: each class gives its share to each split", () => {
    const { train, validation, test: tested } = split({ stratify: true });
    const rare = (rows: Uint32Array): number => rows.filter((row) => KINDS[row] === "rare").length;
    expect([train, validation, tested].map(rare)).toEqual([6, 2, 2]);
  });

  test("grouped: nobody is in two splits", () => {
    const found = split({ group: "person" });
    expectWhole(found);
    const people = [found.train, found.validation, found.test].map(
      (rows) => new Set([...rows].map((row) => PEOPLE[row])),
    );
    expect(people.map(({ size }) => size).reduce((sum, size) => sum + size)).toBe(20);
  });

  test("refused: nothing left to train on, a share that gives no row", () => {
    expect(() => split({ validation: 60, test: 40 })).toThrow(
      "Cannot split the 100 rows of rows.csv: none is left to train on; give smaller shares",
    );
    expect(() => split({ test: 0.001 })).toThrow("a share of 0.001 to test gives none; give a larger one, or 0");
    expect(() => split({ validation: 90, test: 40 })).toThrow("Cannot hold out 90 of 60 rows: give smaller shares");
  });
});

describe("folds", () => {
  test.each([
    ["random", {}],
    ["stratified", { stratify: true }],
    ["grouped", { group: "person" }],
  ] as const)("%s: each row that is not tested validates once", (_, change) => {
    const folds = Array.from({ length: 5 }, (_, fold) => split({ folds: 5, fold, ...change }));
    for (const one of folds) {
      expectWhole(one);
      expect(one.test).toEqual(folds[0]!.test);
    }
    const validated = folds.flatMap(({ validation }) => [...validation]).sort((a, b) => a - b);
    expect(validated).toEqual([...folds[0]!.train, ...folds[0]!.validation].sort((a, b) => a - b));
    const sizes = folds.map(({ validation }) => validation.length);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual("group" in change ? 5 : 1);
  });

  test("more folds than groups are refused: some would validate nothing", () => {
    const two = frameOf({ who: Array.from({ length: 20 }, (_, i) => (i < 9 ? "a" : "b")) }, "two.csv");
    const folded = { ...SPLIT, test: 0, group: "who", folds: 5, seed: 1 };
    expect(() => splitFrame(two, { split: folded, target: ["who"] })).toThrow(
      "Cannot split the 20 rows of two.csv into 5 folds: there are 2 groups of who; give fewer folds",
    );
    expect(() => split({ folds: 90 })).toThrow("there are 80 rows; give fewer folds");
  });

  test("stratified folds have each class within a row of its share", () => {
    for (let fold = 0; fold < 5; fold++) {
      const { validation } = split({ folds: 5, fold, stratify: true, test: 0 });
      expect(validation.filter((row) => KINDS[row] === "rare")).toHaveLength(2);
    }
  });

  test("any number of rows, folds and seeds: a partition whose parts differ by a row", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 5, max: 80 }),
        fc.integer({ min: 2, max: 5 }),
        fc.nat(1000),
        (rows, folds, seed) => {
          const frame = frameOf({ x: Float64Array.from({ length: rows }, (_, i) => i) }, "x.csv");
          const all = Array.from({ length: folds }, (_, fold) =>
            splitFrame(frame, { split: { ...SPLIT, test: 0, folds, fold, seed }, target: ["x"] }),
          );
          for (const one of all) expectWhole(one, rows);
          const sizes = all.map(({ validation }) => validation.length);
          expect(sizes.reduce((sum, size) => sum + size)).toBe(rows);
          expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});

test("ordered: what comes last is tested, what comes before it validates", () => {
  const { train, validation, test: tested } = split({ order: "day" });
  const days = (rows: Uint32Array): number[] => [...rows].map((row) => DAYS[row]!);
  expect(Math.max(...days(train))).toBeLessThan(Math.min(...days(validation)));
  expect(Math.max(...days(validation))).toBeLessThan(Math.min(...days(tested)));
  expect([train.length, validation.length, tested.length]).toEqual([60, 20, 20]);
});

test("ordered by texts: dates as ISO 8601 writes them; one that is missing is told by its place", () => {
  const data = { split: { ...SPLIT, order: "on", validation: 1, test: 1, seed: 1 }, target: ["on"] };
  const dates = frameOf({ on: ["2024-03-01", "2023-12-31", "2024-02-29"] }, "days.csv");
  const found = splitFrame(dates, data);
  expect([found.train, found.validation, found.test].map((rows) => [...rows])).toEqual([[1], [2], [0]]);
  expect(() => splitFrame(frameOf({ on: ["2024-03-01", null, "2024-02-29"] }, "days.csv"), data)).toThrow(
    'Cannot order days.csv by column "on": row 2 misses it; fill it in, or leave the row out',
  );
});

test("by a column that says it, in several words; what it does not say is told by its place", () => {
  const data = { split: { ...SPLIT, column: "part", validation: 0, test: 0, seed: 1 }, target: ["part"] };
  const said = frameOf({ part: ["train", "Test", "val", "training", "dev"] }, "parts.csv");
  const found = splitFrame(said, data);
  expect([found.train, found.validation, found.test].map((rows) => [...rows])).toEqual([[0, 3], [2, 4], [1]]);
  expect(() => splitFrame(frameOf({ part: ["train", "tset"] }, "parts.csv"), data)).toThrow(
    'Cannot split parts.csv by column "part": row 2 says "tset", should be one of train, training, validation,',
  );
  expect(() => splitFrame(frameOf({ part: Float64Array.of(0, 1) }, "parts.csv"), data)).toThrow("it holds numbers");
});

test("by files: each file's rows are what they are for, and keep their places", () => {
  const files = { validation: "v.csv", test: "t.csv" };
  const part = (name: string, values: readonly number[]) => frameOf({ x: Float64Array.from(values) }, name);
  const frame = concatFrames([
    { frame: part("a.csv", [1, 2, 3]), split: "train" },
    { frame: part("v.csv", [4]), split: "validation" },
    { frame: part("t.csv", [5, 6]), split: "test" },
  ]);
  const found = splitFrame(frame, { split: { ...SPLIT, files, validation: 0, test: 0, seed: 1 }, target: ["x"] });
  expect([found.train, found.validation, found.test].map((rows) => [...rows])).toEqual([[0, 1, 2], [3], [4, 5]]);
});
