import fc from "fast-check";
import { DataError, type Dataset } from "minibatch";
import { expect, test } from "vitest";
import { countSplits, SPLIT_KINDS, type SplitShares, splitRows } from "./split-rows.ts";

/** Few different rows, so that there are equal ones; the number of a row in its third column where `numbered`. */
function makeRows(labels: readonly number[], numbered: boolean): Dataset {
  const values = Float32Array.from(labels.flatMap((label, row) => [label, row % 3, numbered ? row : 0]));
  return {
    x: { kind: "dense", rows: labels.length, features: 3, values, scale: 1 },
    y: { kind: "classes", values: Uint8Array.from(labels) },
  };
}

function listRows(dataset: Dataset | null): string[] {
  if (dataset === null) return [];
  const { x, y } = dataset;
  if (x.kind !== "dense") throw new Error("they are dense");
  return Array.from(
    { length: x.rows },
    (_, row) => `${x.values.subarray(3 * row, 3 * row + 3).join()}: ${y.values[row]}`,
  );
}

const labels = fc.array(fc.nat(3), { minLength: 1, maxLength: 120 });
const share = fc.double({ min: 0, max: 0.5, noNaN: true });

test("every row is in exactly one split, with its label, and the shares are met to the nearest row", () => {
  fc.assert(
    fc.property(
      labels,
      share,
      share,
      fc.constantFrom(...SPLIT_KINDS),
      fc.nat(99),
      (given, validation, held, kind, seed) => {
        const all = makeRows(given, true);
        const shares = { validation, test: Math.min(held, 0.99 - validation) };
        const splits = splitRows(all, kind, shares, seed);
        const parts = [splits.train, splits.validation, splits.test];
        expect(parts.flatMap(listRows).sort()).toEqual(listRows(all).sort());
        // rows that carry their number are no equals: whole groups are met exactly too
        const counts = countSplits(given.length, shares);
        expect(parts.map((part) => part?.x.rows ?? 0)).toEqual([counts.train, counts.validation, counts.test]);
      },
    ),
  );
});

/** Grouped; what is refused because equal rows would leave a split empty is passed over. */
function splitUnlessEmptied(all: Dataset, shares: SplitShares, seed: number): ReturnType<typeof splitRows> {
  try {
    return splitRows(all, "grouped", shares, seed);
  } catch (error) {
    fc.pre(!(error instanceof DataError));
    throw error;
  }
}

test("grouped, equal rows are in one split", () => {
  fc.assert(
    fc.property(labels, share, share, fc.nat(99), (given, validation, held, seed) => {
      const { train, ...others } = splitUnlessEmptied(makeRows(given, false), { validation, test: held }, seed);
      const [trained, validated, tested] = [train, others.validation, others.test].map(
        (part) => new Set(listRows(part)),
      );
      for (const row of validated!) expect(trained!.has(row) || tested!.has(row)).toBe(false);
      for (const row of tested!) expect(trained!.has(row)).toBe(false);
    }),
  );
});

test("the seed decides, and what is tested is not what another split of the seed would validate", () => {
  const all = makeRows(new Array<number>(100).fill(0), true);
  const split = (seed: number) => splitRows(all, "random", { validation: 0.3, test: 0.3 }, seed);
  expect(split(1)).toEqual(split(1));
  expect(listRows(split(1).test)).not.toEqual(listRows(split(2).test));
});

test("rows that are all equal cannot be grouped into two splits", () => {
  const same: Dataset = {
    x: { kind: "dense", rows: 10, features: 2, values: new Float32Array(20), scale: 1 },
    y: { kind: "classes", values: new Uint8Array(10) },
  };
  expect(() => splitRows(same, "grouped", { validation: 0.2, test: 0 }, 1)).toThrow(
    "Cannot split 10 rows (grouped): all of them come to one side",
  );
});

test("a group of more rows than a call takes arguments is split", () => {
  const rows = 300_000;
  const values = Float32Array.from({ length: rows }, (_, row) => Number(row >= rows / 2));
  const halves: Dataset = {
    x: { kind: "dense", rows, features: 1, values, scale: 1 },
    y: { kind: "classes", values: new Uint8Array(rows) },
  };
  const { train, validation } = splitRows(halves, "grouped", { validation: 0.5, test: 0 }, 1);
  expect([train.x.rows, validation?.x.rows]).toEqual([rows / 2, rows / 2]);
});
