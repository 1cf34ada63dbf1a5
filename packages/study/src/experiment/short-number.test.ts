import { expect, test } from "vitest";
import { shortNumber } from "./short-number.ts";

test.each([
  [0.01, "0.01"],
  [784, "784"],
  [-3, "-3"],
  [0.123456, "0.1235"],
  [1.23456e-7, "1.235e-7"],
  [999_999_999_999_999, "999999999999999"],
  [1e15, "1e15"],
  [1e20, "1e20"],
  [-1.23456e22, "-1.235e22"],
  [1e300, "1e300"],
  [Number.POSITIVE_INFINITY, "Infinity"],
])("%d is %s", (value, text) => {
  expect(shortNumber(value)).toBe(text);
});
