import { expect, test } from "vitest";
import type { Verdict } from "../results.ts";
import {
  type Condition,
  describeConditions,
  joinConditions,
  joinVerdicts,
  judgeAbove,
  judgeWithin,
  listWords,
} from "./verdict.ts";

const open: [number, number] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];

test("above a threshold: the whole interval, none of it, or some", () => {
  expect(judgeAbove([0.6, 0.9], 0.5)).toBe("holds");
  expect(judgeAbove([0.1, 0.5], 0.5)).toBe("fails");
  expect(judgeAbove([0.5, 0.9], 0.5)).toBe("inconclusive");
  expect(judgeAbove([0.4, 0.6], 0.5)).toBe("inconclusive");
});

test("a tie on the threshold is no proof against it", () => {
  expect(judgeAbove([0, 0], 0)).toBe("inconclusive");
  expect(judgeAbove([-1e-9, 0], 0)).toBe("fails");
  expect(judgeAbove([-1, -1], 0)).toBe("fails");
});

test("within a margin: inside, outside on either side, or across", () => {
  expect(judgeWithin([-0.004, 0.004], 0.005)).toBe("holds");
  expect(judgeWithin([0.005, 0.01], 0.005)).toBe("fails");
  expect(judgeWithin([-0.01, -0.005], 0.005)).toBe("fails");
  expect(judgeWithin([-0.006, 0.001], 0.005)).toBe("inconclusive");
  expect(judgeWithin([0.004, 0.006], 0.005)).toBe("inconclusive");
});

test("an interval without ends, or of NaN, decides nothing", () => {
  expect(judgeAbove(open, 0)).toBe("inconclusive");
  expect(judgeWithin(open, 0.005)).toBe("inconclusive");
  expect(judgeAbove([Number.NaN, Number.NaN], 0)).toBe("inconclusive");
  expect(judgeWithin([Number.NaN, Number.NaN], 0.005)).toBe("inconclusive");
});

test("parts: all hold, one fails, or one is open", () => {
  expect(joinVerdicts("holds", "holds")).toBe("holds");
  expect(joinVerdicts("holds", "inconclusive", "fails")).toBe("fails");
  expect(joinVerdicts("holds", "inconclusive")).toBe("inconclusive");
});

const conditionsOf = (...verdicts: Verdict[]): Condition[] =>
  verdicts.map((verdict, i) => ({ name: `at ${i}`, verdict }));

test("conditions: holds and fails together are in part, whatever else is open", () => {
  expect(joinConditions(conditionsOf("holds", "holds"))).toBe("holds");
  expect(joinConditions(conditionsOf("fails", "fails"))).toBe("fails");
  expect(joinConditions(conditionsOf("holds", "fails"))).toBe("in part");
  expect(joinConditions(conditionsOf("inconclusive", "fails", "holds"))).toBe("in part");
  expect(joinConditions(conditionsOf("holds", "inconclusive"))).toBe("inconclusive");
  expect(joinConditions(conditionsOf("fails", "inconclusive"))).toBe("inconclusive");
  expect(joinConditions(conditionsOf("inconclusive"))).toBe("inconclusive");
  expect(joinConditions([])).toBe("inconclusive");
});

test("conditions in words: every one is named under what it says", () => {
  expect(describeConditions(conditionsOf("fails", "holds", "fails", "inconclusive", "fails"))).toBe(
    "Holds at 1, fails at 0, at 2 and at 4, is undecided at 3.",
  );
  expect(describeConditions(conditionsOf("inconclusive"))).toBe("Is undecided at 0.");
  expect(listWords([])).toBe("");
});
