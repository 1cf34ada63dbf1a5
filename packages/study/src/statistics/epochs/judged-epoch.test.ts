import { describe, expect, test } from "vitest";
import { type Course, judgedEpoch } from "./judged-epoch.ts";

const max = { goal: "max", at: "best" } as const;
const min = { goal: "min", at: "best" } as const;
const last = { goal: "max", at: "last" } as const;

describe("nothing is put back", () => {
  const course: Course = { values: [0.5, Number.NaN, 0.7, 0.7, Number.POSITIVE_INFINITY, 0.2], kept: null };

  test("the last epoch, or the best: of equal ones the last epoch, else the first", () => {
    expect([last, max, min].map((judgement) => judgedEpoch(course, judgement))).toEqual([6, 3, 6]);
    expect([last, max, min].map((judgement) => judgedEpoch(course, judgement, 4))).toEqual([4, 4, 1]);
    expect([last, max, min].map((judgement) => judgedEpoch(course, judgement, 5))).toEqual([5, 3, 1]);
    expect([last, max, min].map((judgement) => judgedEpoch(course, judgement, 99))).toEqual([6, 3, 6]);
  });

  test("none without an epoch, and no best one without a finite figure", () => {
    expect([last, max].map((judgement) => judgedEpoch({ values: [], kept: null }, judgement))).toEqual([0, 0]);
    expect(judgedEpoch({ values: [Number.NaN], kept: null }, max)).toBe(0);
  });
});

test("the best epoch's weights are put back: the one that is kept, whatever the figures are", () => {
  const course: Course = { values: [0.9, 0.1, 0.2, 0.3], kept: [1, 2, 2, 4] };
  for (const judgement of [last, max, min]) {
    expect([1, 2, 3, 4, 5].map((epochs) => judgedEpoch(course, judgement, epochs))).toEqual([1, 2, 2, 4, 4]);
  }
});

test("epochs that were trained by a version that did not tell are judged as if nothing were put back", () => {
  const course: Course = { values: [0.9, 0.1, 0.2], kept: [Number.NaN, Number.NaN, 3] };
  expect([1, 2, 3].map((epochs) => judgedEpoch(course, max, epochs))).toEqual([1, 1, 3]);
});
