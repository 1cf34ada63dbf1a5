import { expect, test } from "vitest";
import { finiteInterval, interval, percent, points, pointsInterval } from "./format-figures.ts";

test("accuracies in percent, differences in points with their sign", () => {
  expect(percent(0.97881)).toBe("97.88%");
  expect(points(0.0051)).toBe("+0.51");
  expect(points(-0.0051)).toBe("-0.51");
  expect(pointsInterval([-0.001, 0.002])).toBe("[-0.10, +0.20] points");
  expect(interval([0.1, 0.25], 2)).toBe("[0.10, 0.25]");
});

test("open ends become null, which JSON can hold", () => {
  expect(finiteInterval([Number.NEGATIVE_INFINITY, 2])).toEqual({ low: null, high: 2 });
});
