import { expect, test } from "vitest";
import { finiteInterval, interval, percent, percentInterval, points, pointsInterval } from "./format-evidence.ts";

test("accuracies in percent, differences in points with their sign", () => {
  expect(percent(0.97881)).toBe("97.88%");
  expect(points(0.0051)).toBe("+0.51");
  expect(points(-0.0051)).toBe("-0.51");
  expect(pointsInterval([-0.001, 0.002])).toBe("[-0.10, +0.20] points");
  expect(interval([0.1, 0.25], 2)).toBe("[0.10, 0.25]");
});

test("what rounds to 0 has no minus", () => {
  expect(percent(-1e-9)).toBe("0.00%");
  expect(percentInterval([-1e-9, 0.004])).toBe("[0.00%, 0.40%]");
  expect(points(-1e-9)).toBe("+0.00");
  expect(points(-0.00005)).toBe("-0.01");
  expect(interval([-1e-9, -0.5], 1)).toBe("[0.0, -0.5]");
});

test("open ends become null, which JSON can hold", () => {
  expect(finiteInterval([Number.NEGATIVE_INFINITY, 2])).toEqual({ low: null, high: 2 });
});
