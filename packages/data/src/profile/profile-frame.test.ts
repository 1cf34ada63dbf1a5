import { describe, expect, test } from "vitest";
import { firstRows, tableOf } from "../../test/frames.ts";
import type { Frame } from "../frame/frame.ts";
import { profileFrame } from "./profile-frame.ts";

const rows = 120;
const list = <T>(of: (row: number) => T): T[] => Array.from({ length: rows }, (_, row) => of(row));
/** Numbers that look drawn, the same everywhere. */
const drawn = (row: number, seed: number): number => ((row * 7919 + seed * 104729) % 1009) / 1009;
const species = (row: number) => (drawn(row, 1) < 0.03 ? "rare" : drawn(row, 1) < 0.6 ? "a" : "b");

const birds = tableOf({
  id: list((row) => 1000 + row),
  name: list((row) => `bird ${row}`),
  size: list((row) => (row === 7 ? null : drawn(row, 2))),
  island: list((row) => (row % 4 === 0 ? null : ["x", "y", "z"][row % 3]!)),
  isle: list((row) => (row % 4 === 0 ? null : ["X", "Y", "Z"][row % 3]!)),
  unit: list(() => "mm"),
  code: list((row) => ({ a: 3, b: 1, rare: 9 })[species(row)]!),
  latin: list((row) => `${species(row)} latina`),
  species: list(species),
});

describe("columns", () => {
  const { columns } = profileFrame(
    tableOf({ x: [1, 2, null, 4, 10], t: ["b", "a", null, "b", "c"], none: [null, null, null, null, null] }),
  );

  test("of numbers: missing ones, range, quartiles", () => {
    expect(columns[0]).toEqual({
      name: "x",
      type: "number",
      missing: 1,
      isConstant: false,
      min: 1,
      mean: 4.25,
      max: 10,
      sd: Math.sqrt(12.1875),
      distinct: 4,
      isWhole: true,
      quartiles: [1.75, 3, 5.5],
      isId: false,
    });
    expect(columns[2]).toMatchObject({
      missing: 5,
      isConstant: true,
      min: null,
      mean: null,
      max: null,
      sd: null,
      quartiles: null,
    });
  });

  test("of texts: the most frequent first", () => {
    expect(columns[1]).toEqual({
      name: "t",
      type: "category",
      missing: 1,
      isConstant: false,
      distinct: 3,
      levels: [
        { text: "b", count: 2 },
        { text: "a", count: 1 },
        { text: "c", count: 1 },
      ],
      isId: false,
    });
  });

  test("of arrays: their shape and what their numbers are", () => {
    const frame: Frame = {
      name: "a.npy",
      rows: 2,
      columns: [{ kind: "array", name: "x", shape: [2], values: Float32Array.of(1, Number.NaN, 3, 5) }],
      places: { kind: "rows" },
    };
    expect(profileFrame(frame).columns).toEqual([
      {
        name: "x",
        type: "array",
        missing: 1,
        isConstant: false,
        min: 1,
        mean: 3,
        max: 5,
        sd: Math.sqrt(8 / 3),
        shape: [2],
        numbers: "float32",
      },
    ]);
  });
});

describe("a target", () => {
  const profile = profileFrame(birds, { target: "species", ignore: ["name"] });

  test("has its classes counted", () => {
    const count = (name: string) => list(species).filter((one) => one === name).length;
    expect(profile.target?.classes).toEqual(
      ["a", "b", "rare"].map((name) => ({ name, count: count(name), share: count(name) / rows })),
    );
    expect(profile.target?.says).toBe("species: 3 classes, in this order: a, b, rare");
  });

  test("is given away by columns that say it in other words, and by no id", () => {
    expect(profile.target?.telling).toEqual([
      { column: "code", target: "species", figure: 1 },
      { column: "latin", target: "species", figure: 1 },
    ]);
  });

  test("what is worth a look is told", () => {
    expect(profile.notes).toEqual([
      "unit: the same in every row; it tells nothing",
      "id: another value in every row, as an id has; ignore it unless it is an amount",
      "isle: says in every row what island says; ignore one of them",
      "code: alone gives species away (share of rows told right 1.0000); will it be known when species is asked for?",
      "latin: alone gives species away (share of rows told right 1.0000); will it be known when species is asked for?",
      "rare classes: rare (4) of 120 rows",
    ]);
  });

  test("what auto would do is told, or why it would not", () => {
    expect(profile.target?.auto).toMatchObject({
      says: [expect.stringMatching(/^size: missing numbers \(1 of 120/), expect.any(String), expect.any(String)],
    });
    expect(profileFrame(birds, { target: "species" }).target?.auto).toEqual({
      refusal:
        'Cannot prepare column "name" of a.csv: each of its 120 texts stands in one training row, as names do; add it to ignore, or write the steps, with one-hot and its maxLevels',
    });
    expect(profileFrame(birds).target).toBeNull();
  });
});

describe("numbers as targets", () => {
  const frame = tableOf({
    celsius: list((row) => 40 * drawn(row, 3)),
    fahrenheit: list((row) => 32 + 1.8 * 40 * drawn(row, 3)),
    squared: list((row) => 1600 * drawn(row, 3) * drawn(row, 3)),
    noisy: list((row) => 40 * drawn(row, 3) + 3 * drawn(row, 4)),
    other: list((row) => drawn(row, 5)),
  });

  test("are given away by what follows from them, in a line or a curve", () => {
    const telling = profileFrame(frame, { target: "celsius" }).target!.telling;
    expect(telling.map(({ column }) => column)).toEqual(["fahrenheit", "squared"]);
    for (const { figure } of telling) expect(figure).toBeGreaterThan(0.999);
  });
});

describe("equal rows", () => {
  const frame = tableOf({
    x: [1, 2, 1, null, -0, null, 0],
    t: ["a", "b", "a", null, "c", null, "c"],
    n: [1, 2, 3, 4, 5, 6, 7],
  });

  test("are counted, by the columns that are looked at", () => {
    expect(profileFrame(frame).duplicateRows).toEqual({ count: 0, examples: [] });
    expect(profileFrame(frame, { ignore: ["n"] }).duplicateRows).toEqual({
      count: 3,
      examples: [
        { row: "line 4", sameAs: "line 2" },
        { row: "line 7", sameAs: "line 5" },
        { row: "line 8", sameAs: "line 6" },
      ],
    });
  });

  test("in several splits are told, of one file or of several", () => {
    const other = tableOf({ n: [0, 0, 0], t: ["c", "b", "zz"], x: [0, 2, 5] }, "test.csv");
    const splits = [
      { name: "train", frame, rows: Uint32Array.of(0, 1, 3, 4) },
      { name: "validation", frame, rows: Uint32Array.of(2, 5) },
      { name: "test", frame: other, rows: null },
    ];
    const profile = profileFrame(frame, { ignore: ["n"], splits });
    expect(profile.sharedRows).toEqual([
      {
        split: "validation",
        other: "train",
        count: 2,
        examples: [
          { row: "line 4", sameAs: "line 2" },
          { row: "line 7", sameAs: "line 5" },
        ],
      },
      {
        split: "test",
        other: "train",
        count: 2,
        examples: [
          { row: "line 2", sameAs: "line 6" },
          { row: "line 3", sameAs: "line 3" },
        ],
      },
    ]);
    expect(profile.notes).toContain("2 rows of validation stand in train, too, first line 4 as line 2");
    expect(profileFrame(frame, { splits: [splits[0]!, { ...splits[1]!, rows: firstRows(0) }] }).sharedRows).toEqual([]);
  });
});
