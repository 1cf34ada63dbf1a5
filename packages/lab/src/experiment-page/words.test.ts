import { expect, test } from "vitest";
import { countOf, joinWords } from "./words.ts";

test("one is singular, thousands are grouped", () => {
  expect([countOf(1, "trial"), countOf(0, "trial"), countOf(2000, "trial"), countOf(2, "was", "were")]).toEqual([
    "1 trial",
    "0 trials",
    "2,000 trials",
    "2 were",
  ]);
});

test("lists read; long ones say how many are left", () => {
  expect([[], ["a"], ["a", "b"], ["a", "b", "c"]].map((words) => joinWords(words))).toEqual([
    "",
    "a",
    "a and b",
    "a, b and c",
  ]);
  expect(joinWords(["a", "b", "c"], 2)).toBe("a, b and 1 other");
  expect(joinWords(["a", "b", "c", "d"], 2)).toBe("a, b and 2 others");
});

test("words with commas of their own stand between semicolons", () => {
  expect(joinWords(["sgd, rate 0.1", "adam"])).toBe("sgd, rate 0.1; and adam");
  expect(joinWords(["a, b", "c", "d", "e"], 2)).toBe("a, b; c; and 2 others");
  expect(joinWords(["a, b"])).toBe("a, b");
});
