import { expect, test } from "vitest";
import {
  formatAmount,
  formatDifference,
  formatFigure,
  formatFixed,
  formatMeasured,
  formatPercent,
  formatPower,
  formatSeconds,
} from "./format-number.ts";

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
    "12,346",
    "60,000",
    "−3",
    "2.5\u00a0×\u00a010⁸",
  ]);
});

test("digits in a row end before a million and begin at a ten-thousandth, after rounding too", () => {
  const values = [999_999, 1_000_000, 1e20, -1e20, 999_999.7, 0.0001, 0.000099, 0.00009999999, 1e-300, 0];
  expect(values.map(formatFigure)).toEqual([
    "999,999",
    "10⁶",
    "10²⁰",
    "−10²⁰",
    "10⁶",
    "0.0001",
    "9.9\u00a0×\u00a010⁻⁵",
    "0.0001",
    "10⁻³⁰⁰",
    "0",
  ]);
  expect([999_999.4, 1e20].map((value) => formatFixed(value, 1))).toEqual(["999999.4", "10²⁰"]);
  expect([2e20, -2e20].map((value) => formatDifference(value, 2))).toEqual([
    "+2\u00a0×\u00a010²⁰",
    "−2\u00a0×\u00a010²⁰",
  ]);
  expect([formatPower(1.23e7, 4), formatPower(Number.NaN, 4)]).toEqual(["1.230\u00a0×\u00a010⁷", "–"]);
});

test("less than a tenth of a second is told in milliseconds, with two digits", () => {
  expect([0, 0.00004, 0.0032, 0.0317, 0.0999, 0.1].map(formatSeconds)).toEqual([
    "0.0 s",
    "0.04 ms",
    "3.2 ms",
    "32 ms",
    "100 ms",
    "0.1 s",
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

test("shares are percents; amounts keep the digits of a file, what is measured five", () => {
  expect([0.975, 1, 0, -0.5, null, Number.NaN].map((share) => formatPercent(share))).toEqual([
    "97.5%",
    "100.0%",
    "0.0%",
    "−50.0%",
    "–",
    "–",
  ]);
  expect(formatPercent(0.126, 0)).toBe("13%");
  const values = [329_800, 0.10000000149011612, -12_345_678.9, 0, 1e-7, 3e12, Number.NaN];
  expect(values.map((value) => formatAmount(value))).toEqual([
    "329,800",
    "0.100000001",
    "−12,345,678.9",
    "0",
    "10⁻⁷",
    "3\u00a0×\u00a010¹²",
    "–",
  ]);
  expect([17_048.5123, -0.000271668, 12_345_678].map(formatMeasured)).toEqual(["17,049", "−0.00027167", "12,346,000"]);
});
