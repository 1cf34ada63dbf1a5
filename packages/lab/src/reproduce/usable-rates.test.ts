import { expect, test } from "vitest";
import { usableWidth } from "./usable-rates.ts";

const widthOf = (...accuracies: (number | null)[]) =>
  usableWidth(
    accuracies.map((accuracy, i) => ({ rate: 2 ** i, accuracy })),
    0.02,
  );

test("from the lowest to the highest rate within the distance of the best", () => {
  expect(widthOf(0.9, 0.95, 0.96, 0.94, 0.5)).toBe(4);
});

test("a gap ends the range", () => {
  expect(widthOf(0.95, 0.5, 0.96, 0.95)).toBe(2);
});

test("a diverged training is not usable; when all are, the range is a point", () => {
  expect(widthOf(0.95, null, 0.95)).toBe(1);
  expect(widthOf(null, null)).toBe(1);
});

test("the whole grid", () => {
  expect(widthOf(0.95, 0.95, 0.95, 0.95)).toBe(8);
});
