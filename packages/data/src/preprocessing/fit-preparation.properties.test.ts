/** What is fitted knows the training rows and nothing else: leaks are planted in every other row, and none is found. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { columnOf } from "../../test/frames.ts";
import type { ArrayValues, Frame, FrameColumn } from "../frame/frame.ts";
import type { TargetSpec } from "../targets/target.ts";
import { fitPreparation } from "./fit-preparation.ts";
import { prepareRows } from "./prepare-rows.ts";
import { prepareTargets } from "./prepare-targets.ts";
import { readPreparation } from "./read-preparation.ts";
import type { StepsInput } from "./read-step.ts";

interface Row {
  readonly number: number | null;
  readonly amount: number;
  readonly text: string | null;
  readonly signal: readonly number[];
  readonly target: number;
}

const target: TargetSpec = { task: "regression", columns: ["target"], classes: [] };

/** As a reader gives it: levels in the order of their first rows, whichever rows these are. */
function frameOf(rows: readonly Row[]): Frame {
  const array: ArrayValues = {
    kind: "array",
    name: "signal",
    shape: [2],
    values: Float64Array.from(rows.flatMap(({ signal }) => signal)),
  };
  const columns: readonly FrameColumn[] = [
    columnOf(
      "number",
      rows.map(({ number }) => number),
    ),
    columnOf(
      "amount",
      rows.map(({ amount }) => amount),
    ),
    { ...columnOf("text", ["", ...rows.map(({ text }) => text)]), codes: codesOf(rows) } as FrameColumn,
    array,
    columnOf(
      "target",
      rows.map((row) => row.target),
    ),
  ];
  return { name: "a.csv", rows: rows.length, columns, places: { kind: "rows" } };
}

function codesOf(rows: readonly Row[]): Int32Array {
  const column = columnOf("text", ["", ...rows.map(({ text }) => text)]);
  return column.kind === "category" ? column.codes.slice(1) : new Int32Array(0);
}

const usual = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const trained: fc.Arbitrary<Row> = fc.record({
  number: fc.option(usual, { freq: 4 }),
  amount: fc.double({ min: 0, max: 1e6, noNaN: true }),
  text: fc.option(fc.constantFrom("a", "b", "c", "\u{1f600}")),
  signal: fc.tuple(usual, usual),
  target: usual,
});
const extreme = fc.constantFrom(1e300, -1e300, Number.POSITIVE_INFINITY, Number.NaN, 0, -0, 5e-324);
const planted: fc.Arbitrary<Row> = fc.record({
  number: fc.option(extreme),
  amount: extreme,
  text: fc.option(fc.string({ minLength: 1, maxLength: 3 })),
  signal: fc.tuple(extreme, extreme),
  target: extreme,
});

/** Rows of both kinds, mixed: the training rows are those of the list. */
const tables = fc
  .tuple(
    fc.array(trained, { minLength: 2, maxLength: 12 }),
    fc.array(planted, { maxLength: 6 }),
    fc.array(planted, { maxLength: 6 }),
    fc.infiniteStream(fc.boolean()),
  )
  .filter(([rows]) => rows.some(({ number }) => number !== null) && rows.some(({ text }) => text !== null))
  .map(([rows, one, other, draws]) => {
    const isTrained = (others: readonly Row[]) => {
      const mixed: { row: Row; isTrained: boolean }[] = rows.map((row) => ({ row, isTrained: true }));
      for (const row of others)
        mixed.splice(draws.next().value === true ? 0 : mixed.length, 0, { row, isTrained: false });
      const train = mixed.flatMap((item, i) => (item.isTrained ? [i] : []));
      return { frame: frameOf(mixed.map(({ row }) => row)), train: Uint32Array.from(train) };
    };
    return [isTrained(one), isTrained(other)] as const;
  });

const written: StepsInput = [
  { kind: "log", columns: ["amount"] },
  { kind: "impute", strategy: "mean", mark: true },
  { kind: "impute", columns: "categories" },
  { kind: "robust", columns: ["number"] },
  { kind: "min-max", range: [-1, 1] },
  { kind: "one-hot", maxLevels: 2 },
  { kind: "min-max", columns: "target" },
];

const steps: readonly (readonly [string, StepsInput])[] = [
  ["auto", "auto"],
  ["steps as written", written],
  [
    "ordinal",
    [{ kind: "impute", columns: "categories" }, "ordinal", { kind: "impute", columns: "numbers" }, "standardize"],
  ],
];

describe.each(steps)("%s", (_, input) => {
  const fit = ({ frame, train }: { frame: Frame; train: Uint32Array }) =>
    fitPreparation(frame, { target, steps: input, train });

  test("rows that are not trained on leave no trace", () => {
    fc.assert(
      fc.property(tables, ([one, other]) => {
        const preparation = fit(one);
        expect(JSON.stringify(fit(other))).toBe(JSON.stringify(preparation));
        expect(prepareRows(preparation, one.frame, one.train)).toEqual(
          prepareRows(preparation, other.frame, other.train),
        );
      }),
    );
  });

  test("nor does the order in which a split was drawn", () => {
    fc.assert(
      fc.property(tables, ([{ frame, train }]) => {
        const turned = train.toReversed();
        expect(JSON.stringify(fit({ frame, train: turned }))).toBe(JSON.stringify(fit({ frame, train })));
      }),
    );
  });

  test("goes through JSON to the same rows, to the bit", () => {
    fc.assert(
      fc.property(tables, ([{ frame, train }]) => {
        const preparation = fit({ frame, train });
        const read = readPreparation(JSON.parse(JSON.stringify(preparation)));
        expect(read).toEqual(preparation);
        expect(prepareRows(read, frame, train)).toEqual(prepareRows(preparation, frame, train));
        expect(prepareTargets(read, frame, train)).toEqual(prepareTargets(preparation, frame, train));
      }),
    );
  });
});

test("a trained row does leave its trace: the test above could fail", () => {
  const row: Row = { number: 1, amount: 2, text: "a", signal: [0, 1], target: 3 };
  const rows = [row, { ...row, number: 2 }, { ...row, number: 9 }];
  const json = (train: readonly number[]) =>
    JSON.stringify(fitPreparation(frameOf(rows), { target, train: Uint32Array.from(train) }));
  expect(json([0, 1, 2])).not.toBe(json([0, 1]));
});
