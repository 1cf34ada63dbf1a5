/**
 * Every step against scikit-learn's transformer, in float64, as `fixtures/make-steps.py` wrote them: to 1e-12 of the
 * figure, or of 1 where it is smaller.
 */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { expectClose } from "../../../minibatch/test/expect-close.ts";
import { columnOf } from "../../test/frames.ts";
import type { FrameColumn } from "../frame/frame.ts";
import { completeOptions } from "./read-step.ts";
import { type Applied, numbersOf, type Options } from "./step.ts";
import { type StepName, stepKinds, stepNames } from "./steps.ts";

type Numbers = readonly (number | null)[];

interface NumberCase {
  readonly name: string;
  readonly rows: Numbers;
  readonly out: Numbers;
  readonly more: Numbers;
  readonly moreOut: Numbers | null;
  readonly back?: Numbers;
  readonly marks?: Numbers;
}

interface Golden {
  readonly numbers: readonly { kind: StepName; options: Options; cases: readonly NumberCase[] }[];
  readonly categories: readonly {
    readonly kind: StepName;
    readonly options: Options;
    readonly rows: readonly (string | null)[];
    readonly more: readonly (string | null)[];
    readonly moreOut?: Numbers;
    readonly levels?: readonly string[];
    readonly fill?: string;
  }[];
  readonly arrays: readonly { kind: StepName; options: Options; rows: Numbers; width: number; out: Numbers }[];
}

const file = new URL("../../fixtures/steps.json", import.meta.url);
const golden = JSON.parse(readFileSync(file, "utf8")) as Golden;

const NEAR = { abs: 1e-12, rel: 1e-12 };

/** A missing number where one should be, and only there; else near. */
function expectNumbers(actual: ArrayLike<number>, expected: Numbers): void {
  const gaps = (values: ArrayLike<number | null>) =>
    Array.from(values, (value) => (value === null || Number.isNaN(value) ? 1 : 0));
  expect(gaps(actual)).toEqual(gaps(expected));
  const filled = (values: ArrayLike<number | null>) =>
    Array.from(values, (value) => (value === null || Number.isNaN(value) ? 0 : value));
  expectClose(filled(actual), filled(expected), NEAR);
}

const site = (step: StepName) => ({ step, file: "a.csv", place: (row: number) => `row ${row}` });

/** A step that was fitted on `rows`, and went through JSON. */
function fit(kind: StepName, options: Options, rows: FrameColumn) {
  const step = stepKinds[kind];
  const complete = completeOptions(kind, options, "step");
  const fitted: unknown = JSON.parse(JSON.stringify(step.fit(rows, complete, site(kind))));
  expect(step.isFitted(fitted, rows)).toBe(true);
  return {
    apply: (column: FrameColumn): Applied => step.apply(column, fitted, complete, site(kind)),
    undo: (values: Float64Array) => step.undo!(values, fitted, complete),
  };
}

const cellsOf = (values: Numbers) => columnOf("x", values);

for (const { kind, options, cases } of golden.numbers) {
  describe(`${kind} ${JSON.stringify(options)}`, () => {
    test.each(cases.map((one) => [one.name, one] as const))("%s", (_, { rows, out, more, moreOut, back, marks }) => {
      const { apply, undo } = fit(kind, options, cellsOf(rows));
      expectNumbers(numbersOf(apply(cellsOf(rows)).column!).values, out);
      const later = moreOut === null ? null : apply(cellsOf(more));
      if (later !== null) expectNumbers(numbersOf(later.column!).values, moreOut!);
      if (back !== undefined) expectNumbers(undo(Float64Array.from(more as number[])), back);
      if (marks !== undefined) expect([...(later?.features?.values ?? [])]).toEqual(marks);
    });
  });
}

for (const { kind, options, rows, more, moreOut, levels, fill } of golden.categories) {
  test(`${kind} ${JSON.stringify(options)} of texts`, () => {
    const { column, features } = fit(kind, options, columnOf("x", rows)).apply(columnOf("x", more));
    if (levels !== undefined) expect(features?.names).toEqual(levels.map((level) => `x=${level}`));
    if (moreOut !== undefined) expectNumbers((features?.values ?? numbersOf(column!).values) as Float64Array, moreOut);
    if (fill === undefined || column?.kind !== "category") return expect(fill).toBeUndefined();
    expect(Array.from(column.codes, (code) => column.levels[code])).toEqual(more.map((text) => text ?? fill));
  });
}

for (const { kind, options, rows, width, out } of golden.arrays) {
  test(`${kind} of arrays ${JSON.stringify(options)}`, () => {
    const values = Float64Array.from(rows as number[]);
    const column: FrameColumn = { kind: "array", name: "x", shape: [width], values };
    expectNumbers(numbersOf(fit(kind, options, column).apply(column).column!).values, out);
  });
}

test("every step but scale-pixels, which divides by 255, is here", () => {
  const kinds = new Set([...golden.numbers, ...golden.categories].map(({ kind }) => kind));
  expect(stepNames.filter((name) => !kinds.has(name))).toEqual(["scale-pixels"]);
  const column: FrameColumn = { kind: "array", name: "x", shape: [2], values: Uint8Array.of(0, 255, 51, 102) };
  expectNumbers(numbersOf(fit("scale-pixels", {}, column).apply(column).column!).values, [0, 1, 0.2, 0.4]);
});
