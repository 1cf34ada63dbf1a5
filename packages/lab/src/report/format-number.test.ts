import { expect, test } from "vitest";
import { formatDifference, formatFigure, formatFixed, formatSeconds } from "./format-number.ts";

test("what is not a finite number is an en dash", () => {
  for (const value of [null, undefined, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(formatFixed(value, 4)).toBe("–");
    expect(formatDifference(value, 4)).toBe("–");
  }
});

test("differences carry their sign, but nothing is not more than nothing", () => {
  expect([0.00123, -0.00123, 0, 1e-9, -1e-9].map((value) => formatDifference(value, 4))).toEqual([
    "+0.0012",
    "−0.0012",
    "0.0000",
    "0.0000",
    "0.0000",
  ]);
});

test("figures keep their size readable", () => {
  expect([3.21e-10, 0.0005, 0.08092, 12345.678, 60000, -3, 2.5e8].map(formatFigure)).toEqual([
    "3.21\u00a0×\u00a010⁻¹⁰",
    "0.0005",
    "0.08092",
    "12346",
    "60,000",
    "−3",
    "250,000,000",
  ]);
});

test("seconds become minutes, and many of them hours", () => {
  const seconds = [0.42, 12.3, 59.7, 312.4, 7100, 7200, 12_030];
  expect(seconds.map(formatSeconds)).toEqual([
    "0.4 s",
    "12 s",
    "1 min 0 s",
    "5 min 12 s",
    "118 min 20 s",
    "2 h 0 min",
    "3 h 21 min",
  ]);
});
