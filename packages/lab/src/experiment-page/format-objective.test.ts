import { expect, test } from "vitest";
import { formatGain, formatInterval, formatMeanInterval, formatObjective, formatP } from "./format-objective.ts";

test("accuracies have four decimals, losses four digits with their zeros", () => {
  expect([0.59214, 1, null, Number.NaN].map((value) => formatObjective("validationAccuracy", value))).toEqual([
    "0.5921",
    "1.0000",
    "–",
    "–",
  ]);
  expect([0.219, 12.3456, 0.00001, -0.5, 123456, 0].map((value) => formatObjective("trainLoss", value))).toEqual([
    "0.2190",
    "12.35",
    "1.000\u00a0×\u00a010⁻⁵",
    "−0.5000",
    "1.235\u00a0×\u00a010⁵",
    "0",
  ]);
  // where rounding goes over the edge
  expect([9999.4, 9999.6, 0.0001, 0.000099999].map((value) => formatObjective("trainLoss", value))).toEqual([
    "9999",
    "1.000\u00a0×\u00a010⁴",
    "0.0001000",
    "0.0001000",
  ]);
});

test("the interval of a mean accuracy ends at 1, that of a difference where it ends", () => {
  expect(formatMeanInterval("validationAccuracy", [0.9765, 1.0001])).toBe("0.9765 to 1.0000");
  expect(formatMeanInterval("validationLoss", [-0.5, 1.5])).toBe("−0.5000 to 1.500");
  expect(formatMeanInterval("validationAccuracy", null)).toBe("–");
  expect(formatInterval("validationAccuracy", [-0.1, 1.1], formatGain)).toBe("−0.1000 to +1.1000");
});

test("differences have their sign", () => {
  expect([0.005, -0.005, 0].map((value) => formatGain("validationAccuracy", value))).toEqual([
    "+0.0050",
    "−0.0050",
    "0.0000",
  ]);
  expect([0.02, -0.02, null].map((value) => formatGain("validationLoss", value))).toEqual([
    "+0.02000",
    "−0.02000",
    "–",
  ]);
});

test("an interval, or none", () => {
  expect(formatInterval("validationAccuracy", [0.5, 0.75])).toBe("0.5000 to 0.7500");
  expect(formatInterval("validationAccuracy", [-0.01, 0.02], formatGain)).toBe("−0.0100 to +0.0200");
  expect(formatInterval("validationAccuracy", null)).toBe("–");
});

test("p-values keep two digits where three decimals would show none", () => {
  expect([0.04321, 1, 0.001, 0.0000123, null].map(formatP)).toEqual([
    "0.043",
    "1.000",
    "0.001",
    "1.2\u00a0×\u00a010⁻⁵",
    "–",
  ]);
});
