import { expect, test } from "vitest";
import { formatCurveValue, formatValue } from "./format-value.ts";

test("a value has four significant digits, without zeros at the end", () => {
  expect([0, 1, 0.5, 0.123456, 12345.6, 999_949, -0.25, 0.0001].map(formatValue)).toEqual([
    "0",
    "1",
    "0.5",
    "0.1235",
    "12,350",
    "999,900",
    "−0.25",
    "0.0001",
  ]);
  expect(formatValue(null)).toBe("–");
});

test("from a million on, and below a ten-thousandth, a power of ten stands for the digits", () => {
  expect([1e6, 999_950, -1.5e-5, 0.000099994, -1e9, 1.2345e7].map(formatValue)).toEqual([
    ...["10⁶", "10⁶", "−1.5\u00a0×\u00a010⁻⁵", "9.999\u00a0×\u00a010⁻⁵", "−10⁹"],
    "1.235\u00a0×\u00a010⁷",
  ]);
});

test("values of a curve share their decimals, or have four digits, zeros at the end among them", () => {
  expect(formatCurveValue(0.5, 4)).toBe("0.5000");
  expect(formatCurveValue(-0.5, 2)).toBe("−0.50");
  expect(formatCurveValue(0.5, null)).toBe("0.5000");
  expect(formatCurveValue(3, null)).toBe("3");
  expect(formatCurveValue(9999.4, null)).toBe("9999");
  expect(formatCurveValue(9999.5, null)).toBe("10⁴");
  expect(formatCurveValue(12345.5, null)).toBe("1.235\u00a0×\u00a010⁴");
  expect(formatCurveValue(2e-5, 4)).toBe("2\u00a0×\u00a010⁻⁵");
  expect(formatCurveValue(null, 4)).toBe("–");
});
