import { describe, expect, test } from "vitest";
import { drawSmallLabData } from "../../test/small-lab-data.ts";
import { openTrainingData } from "./training-data.ts";

const DATA = drawSmallLabData();
const DIGITS = { set: "mnist", split: "sweep", trainRows: null, validationRows: null, testRows: null } as const;
const SEQUENCES = { set: "sequences", split: "random", splitSeed: 1, rows: null } as const;

/** Rows as text, to be counted and compared. */
function rowsOf({ x }: { readonly x: typeof DATA.sequences.x }): string[] {
  if (x.kind !== "dense") throw new Error("the small data are dense");
  return Array.from({ length: x.rows }, (_, row) => x.values.subarray(row * x.features, (row + 1) * x.features).join());
}

describe("digits", () => {
  test("the last 10,000 rows validate, the ones before train, none is both", () => {
    const { train, validation, test: tested } = openTrainingData(DIGITS, DATA);
    expect([train.x.rows, validation!.x.rows, tested!.x.rows]).toEqual([600, 10_000, 300]);
    const all = rowsOf(DATA.mnist.train);
    expect([...rowsOf(train), ...rowsOf(validation!)]).toEqual(all);
    expect([...train.y.values, ...validation!.y.values]).toEqual([...DATA.mnist.train.y.values]);
  });

  test("fewer rows are the first ones of their split", () => {
    const {
      train,
      validation,
      test: tested,
    } = openTrainingData({ ...DIGITS, trainRows: 5, validationRows: 7, testRows: 9 }, DATA);
    expect(rowsOf(train)).toEqual(rowsOf(DATA.mnist.train).slice(0, 5));
    expect(rowsOf(validation!)).toEqual(rowsOf(DATA.mnist.train).slice(600, 607));
    expect(rowsOf(tested!)).toEqual(rowsOf(DATA.mnist.test).slice(0, 9));
  });

  test("the full split trains on everything and validates on nothing", () => {
    const { train, validation } = openTrainingData({ ...DIGITS, split: "full" }, DATA);
    expect(train.x.rows).toBe(10_600);
    expect(validation).toBeNull();
  });
});

describe("sequences", () => {
  test.each(["random", "grouped"] as const)("the %s split covers every row once, 80 to 20", (split) => {
    const { train, validation, test: tested } = openTrainingData({ ...SEQUENCES, split }, DATA);
    expect([...rowsOf(train), ...rowsOf(validation!)].sort()).toEqual(rowsOf(DATA.sequences).sort());
    expect(train.x.rows / DATA.sequences.x.rows).toBeCloseTo(0.8, 1);
    expect(tested).toBeNull();
  });

  test("the grouped split keeps equal rows on one side", () => {
    const [first, second] = [0, 300].map((row) => rowsOf(DATA.sequences)[row]!);
    const repeated = structuredClone(DATA);
    const { x } = repeated.sequences;
    if (x.kind !== "dense") throw new Error("the small data are dense");
    for (let row = 0; row < x.rows; row += 2)
      x.values.set((row % 4 === 0 ? first : second)!.split(",").map(Number), row * x.features);
    const { train, validation } = openTrainingData({ ...SEQUENCES, split: "grouped" }, repeated);
    const trained = new Set(rowsOf(train));
    expect(rowsOf(validation!).filter((row) => trained.has(row))).toEqual([]);
  });

  test("other seeds split otherwise, the same seed the same", () => {
    const open = (splitSeed: number) =>
      rowsOf(openTrainingData({ ...SEQUENCES, splitSeed }, structuredClone(DATA)).train);
    expect(open(1)).toEqual(open(1));
    expect(open(1)).not.toEqual(open(2));
  });

  test("some of the rows are of both kinds", () => {
    const { train, validation } = openTrainingData({ ...SEQUENCES, rows: 100 }, DATA);
    expect([train.x.rows, validation!.x.rows]).toEqual([80, 20]);
    expect(new Set(train.y.values)).toEqual(new Set([0, 1]));
  });
});

test("a description is cut once", () => {
  expect(openTrainingData(SEQUENCES, DATA)).toBe(openTrainingData({ ...SEQUENCES }, DATA));
});

test("the last splits asked for are kept, so that thousands of seeds do not fill the memory", () => {
  const data = structuredClone(DATA);
  const open = (splitSeed: number) => openTrainingData({ ...SEQUENCES, splitSeed }, data);
  const first = open(1);
  expect(open(1)).toBe(first);
  for (let seed = 2; seed <= 8; seed++) open(seed);
  // asked for again, it is among the last ones
  expect(open(1)).toBe(first);
  for (let seed = 9; seed <= 15; seed++) open(seed);
  expect(open(1)).toBe(first);
  for (let seed = 16; seed <= 23; seed++) open(seed);
  expect(open(1)).not.toBe(first);
});
