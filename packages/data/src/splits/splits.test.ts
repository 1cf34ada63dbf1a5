import fc from "fast-check";
import { DataError } from "minibatch";
import { describe, expect, test } from "vitest";
import { type Split, splitByCount, splitGrouped, splitStratified } from "./splits.ts";

const seeds = fc.nat(1_000_000);
const shares = fc.double({ min: 0, max: 1, noNaN: true });

function expectPartition({ train, validation }: Split, rowCount: number): void {
  const rows = [...train, ...validation].sort((a, b) => a - b);
  expect(rows).toEqual(Array.from({ length: rowCount }, (_, row) => row));
}

describe("by count", () => {
  test("every row is on exactly one side, and as many train as asked", () => {
    fc.assert(
      fc.property(fc.nat(300), shares, seeds, (rowCount, share, seed) => {
        const split = splitByCount(rowCount, Math.floor(share * rowCount), seed);
        expectPartition(split, rowCount);
        expect(split.train).toHaveLength(Math.floor(share * rowCount));
      }),
    );
  });

  test("refuses more rows than there are", () => {
    expect(() => splitByCount(5, 6, 1)).toThrow("Cannot split 5 rows: trainCount is 6, should be an integer of 0 to 5");
    expect(() => splitByCount(5, 2.5, 1)).toThrow(DataError);
    expect(() => splitByCount(5, Number.NaN, 1)).toThrow(DataError);
  });

  test("the seed decides, and each row is as likely as another", () => {
    expect(splitByCount(50, 20, 7)).toEqual(splitByCount(50, 20, 7));
    expect(splitByCount(50, 20, 7)).not.toEqual(splitByCount(50, 20, 8));
    const times = new Uint32Array(10);
    for (let seed = 0; seed < 2000; seed++) for (const row of splitByCount(10, 3, seed).train) times[row]! += 1;
    // 600 expected, sd 20.5
    for (const count of times) expect(Math.abs(count - 600)).toBeLessThan(100);
  });
});

describe("stratified", () => {
  test("every label gives its share to within a row, and all of them together to the nearest row", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(4), { maxLength: 300 }), shares, seeds, (labels, share, seed) => {
        const split = splitStratified(labels, share, seed);
        expectPartition(split, labels.length);
        for (const label of new Set(labels)) {
          const all = labels.filter((other) => other === label).length;
          const train = [...split.train].filter((row) => labels[row] === label).length;
          expect(Math.abs(train - share * all)).toBeLessThan(1);
        }
        expect(split.train).toHaveLength(Math.round(share * labels.length));
      }),
    );
  });

  test("labels are mixed within a side, and the seed decides", () => {
    const labels = Uint8Array.from({ length: 400 }, (_, row) => (row < 200 ? 1 : 0));
    const { train } = splitStratified(labels, 0.8, 3);
    const changes = [...train].filter((row, i) => i > 0 && labels[row] !== labels[train[i - 1]!]).length;
    expect(changes).toBeGreaterThan(100);
    expect(splitStratified(labels, 0.8, 3)).toEqual(splitStratified(labels, 0.8, 3));
    expect(splitStratified(labels, 0.8, 3)).not.toEqual(splitStratified(labels, 0.8, 4));
  });

  test.each([-0.1, 1.1, Number.NaN])("refuses a share of %d", (share) => {
    expect(() => splitStratified([0, 1], share, 1)).toThrow(DataError);
  });
});

describe("grouped", () => {
  const table = fc.integer({ min: 1, max: 4 }).chain((columns) =>
    fc.record({
      columns: fc.constant(columns),
      values: fc
        .array(fc.array(fc.nat(1), { minLength: columns, maxLength: columns }), { maxLength: 200 })
        .map((rows) => rows.flat()),
    }),
  );

  test("equal rows are on the same side; the share is missed by at most half the smallest group left out", () => {
    fc.assert(
      fc.property(table, shares, seeds, ({ columns, values }, share, seed) => {
        const rowCount = values.length / columns;
        const split = splitGrouped(values, columns, share, seed);
        expectPartition(split, rowCount);
        const keyOf = (row: number): string => values.slice(row * columns, (row + 1) * columns).join();
        const train = new Set([...split.train].map(keyOf));
        for (const row of split.validation) expect(train.has(keyOf(row))).toBe(false);
        const missed = Math.abs(split.train.length - Math.round(share * rowCount));
        const sizes = [...new Set(Array.from({ length: rowCount }, (_, row) => keyOf(row)))].map(
          (key) => Array.from({ length: rowCount }, (_, row) => keyOf(row)).filter((other) => other === key).length,
        );
        expect(missed).toBeLessThanOrEqual(Math.max(0, ...sizes) / 2);
      }),
    );
  });

  test("with mostly single rows the share is met exactly", () => {
    const values = Array.from({ length: 500 }, (_, row) => (row < 60 ? row % 3 : row));
    const split = splitGrouped(values, 1, 0.8, 5);
    expect(split.train).toHaveLength(400);
    expect(splitGrouped(values, 1, 0.8, 5)).toEqual(split);
    expect(splitGrouped(values, 1, 0.8, 6)).not.toEqual(split);
  });

  test("refuses values that are no whole rows, and a share outside 0 to 1", () => {
    expect(() => splitGrouped([1, 2, 3], 2, 0.5, 1)).toThrow("3 values do not make rows of 2 columns");
    expect(() => splitGrouped([1, 2], 2, 1.5, 1)).toThrow(DataError);
  });
});
