import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { expectClose } from "../../../minibatch/test/expect-close.ts";
import { drawSequences } from "./draw-sequences.ts";
import {
  ALTERNATION,
  AUTOCORRELATION,
  BITS,
  FIRST_THREE,
  PEOPLE,
  REPEAT_GROUPS,
  ROWS_PER_PERSON,
  RUN_SHARES,
} from "./human-statistics.ts";

const HUMAN_ROWS = PEOPLE * ROWS_PER_PERSON;

function rowsOf(bits: Uint8Array): Uint8Array[] {
  return Array.from({ length: bits.length / BITS }, (_, row) => bits.subarray(row * BITS, (row + 1) * BITS));
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const sd = (values: readonly number[]): number => Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));

function alternationOf(row: Uint8Array): number {
  return mean(Array.from({ length: BITS - 1 }, (_, i) => (row[i] === row[i + 1] ? 0 : 1)));
}

function autocorrelation(rows: readonly Uint8Array[], lag: number): number {
  const centre = mean(rows.map((row) => mean([...row])));
  const variance = centre * (1 - centre);
  return (
    mean(
      rows.map((row) =>
        mean(Array.from({ length: BITS - lag }, (_, i) => (row[i]! - centre) * (row[i + lag]! - centre))),
      ),
    ) / variance
  );
}

function runShares(rows: readonly Uint8Array[]): number[] {
  const lengths = rows.flatMap((row) =>
    row
      .join("")
      .match(/0+|1+/g)!
      .map((run) => run.length),
  );
  return RUN_SHARES.map((_, i) => lengths.filter((length) => length === i + 1).length / lengths.length);
}

function groupSizes(rows: readonly Uint8Array[]): number[] {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(row.join(""), (counts.get(row.join("")) ?? 0) + 1);
  return [...counts.values()].sort((a, b) => b - a);
}

const sets = [1, 2, 3].map((seed) => ({ seed, rows: rowsOf(drawSequences(seed).rows) }));

describe.each(sets)("human rows of seed $seed have the measured statistics", ({ rows }) => {
  const human = rows.slice(0, HUMAN_ROWS);
  const alternations = human.map(alternationOf);
  const people = Array.from({ length: PEOPLE }, (_, p) =>
    mean(alternations.slice(p * ROWS_PER_PERSON, (p + 1) * ROWS_PER_PERSON)),
  );

  test("P(1) within .015, alternation rate within .025", () => {
    expectClose(mean(human.map((row) => mean([...row]))), 0.498, { abs: 0.015 });
    expectClose(mean(alternations), ALTERNATION.mean, { abs: 0.025 });
  });

  test("the alternation rate's sd between people within .02, its range within .07, its sd between rows within .015", () => {
    expectClose(sd(people), ALTERNATION.sdBetweenPeople, { abs: 0.02 });
    expectClose(Math.min(...people), ALTERNATION.lowest, { abs: 0.07 });
    expectClose(Math.max(...people), ALTERNATION.highest, { abs: 0.07 });
    expectClose(sd(alternations), ALTERNATION.sdBetweenRows, { abs: 0.015 });
  });

  test("autocorrelations at lags 1 to 4 within .04", () => {
    expectClose(
      AUTOCORRELATION.map((_, i) => autocorrelation(human, i + 1)),
      AUTOCORRELATION,
      { abs: 0.04 },
    );
  });

  test("shares of runs of length 1 to 5 within .025", () => {
    expectClose(runShares(human), RUN_SHARES, { abs: 0.025 });
  });

  test("first three bits within .03", () => {
    const shares = FIRST_THREE.map((_, code) =>
      mean(human.map((row) => (row[0]! * 4 + row[1]! * 2 + row[2]! === code ? 1 : 0))),
    );
    expectClose(shares, FIRST_THREE, { abs: 0.03 });
  });

  test("as many rows repeat another, the most frequent 25 times", () => {
    const sizes = groupSizes(human);
    expect(sizes[0]).toBe(25);
    const repeating = sizes.filter((size) => size > 1);
    const wanted = REPEAT_GROUPS.reduce((sum, [size, groups]) => sum + size * groups, 0);
    expect(wanted).toBe(332);
    // Rows of people with strong habits also coincide by chance.
    expectClose(
      repeating.reduce((sum, size) => sum + size, 0),
      wanted,
      { abs: 40 },
    );
  });
});

test("machine rows are fair and independent", () => {
  const machine = sets[0]!.rows.slice(HUMAN_ROWS);
  expect(machine).toHaveLength(HUMAN_ROWS);
  expectClose(mean(machine.map((row) => mean([...row]))), 0.5, { abs: 0.01 });
  expectClose(
    [1, 2, 3, 4].map((lag) => autocorrelation(machine, lag)),
    [0, 0, 0, 0],
    { abs: 0.02 },
  );
});

test("a seed gives its rows again, another seed others", () => {
  expect(drawSequences(5)).toEqual(drawSequences(5));
  expect(drawSequences(5).rows).not.toEqual(drawSequences(6).rows);
  const { labels } = drawSequences(5);
  expect([labels.length, labels.indexOf(0), labels.lastIndexOf(1)]).toEqual([4800, 2400, 2399]);
});

test("no regression: the bytes of seed 1", () => {
  const { rows } = drawSequences(1);
  expect(createHash("sha256").update(rows).digest("hex")).toMatchInlineSnapshot(
    `"02f414e3680dbdcfcef36a72d468a2ab0c85bef1d37693ced39106127848b377"`,
  );
});
