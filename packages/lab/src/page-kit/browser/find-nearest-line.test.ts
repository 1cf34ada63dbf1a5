import { expect, test } from "vitest";
import { findNearestLine } from "./find-nearest-line.ts";

const level = (y: number) => ({
  points: [
    [0, y],
    [50, y],
    [100, y],
  ] as const,
});

test("the nearest line is meant, within 14 pixels", () => {
  const lines = [level(0), level(40)];
  expect(findNearestLine(lines, { x: 20, y: 10 })).toBe(0);
  expect(findNearestLine(lines, { x: 20, y: 30 })).toBe(1);
  expect(findNearestLine(lines, { x: 20, y: 14 })).toBe(0);
  expect(findNearestLine(lines, { x: 20, y: 20 })).toBe(null);
});

test("beside a line's ends its end counts", () => {
  expect(findNearestLine([level(0)], { x: 112, y: 5 })).toBe(0);
  expect(findNearestLine([level(0)], { x: 114, y: 5 })).toBe(null);
});

test("a slope is measured at a right angle", () => {
  const slope = {
    points: [
      [0, 0],
      [100, 100],
    ] as const,
  };
  // 14 * sqrt(2) pixels below
  expect(findNearestLine([slope], { x: 50, y: 69.7 })).toBe(0);
  expect(findNearestLine([slope], { x: 50, y: 69.9 })).toBe(null);
});

test("of lines upon each other the last one, which is drawn over the others; of none, none", () => {
  expect(findNearestLine([level(0), level(0), level(50)], { x: 1, y: 1 })).toBe(1);
  expect(findNearestLine([], { x: 1, y: 1 })).toBe(null);
});
