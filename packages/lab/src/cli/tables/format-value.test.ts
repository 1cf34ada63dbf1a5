import { expect, test } from "vitest";
import { formatFigure, formatMoment, formatParameter, formatWhole, onOneLine } from "./format-value.ts";

test.each<[number | null | undefined, string]>([
  [0.97124, "0.9712"],
  [0.9, "0.9000"],
  [2.30412, "2.304"],
  [123.456, "123.5"],
  [123456.7, "123457"],
  [12345678, "1.23e+7"],
  [-0.00012345, "-1.23e-4"],
  [0, "0"],
  [Number.NaN, "nan"],
  [-Infinity, "-Infinity"],
  [null, "-"],
  [undefined, "-"],
])("the figure %s is %s", (figure, text) => {
  expect(formatFigure(figure)).toBe(text);
});

test.each([
  [0.1, "0.1"],
  [0.0012345678, "0.001235"],
  [123456789, "123456789"],
  [true, "true"],
  [null, "null"],
  ["adam", "adam"],
  ["two\nlines\u001b[31m", "two lines [31m"],
  [undefined, "-"],
])("the parameter %j is %s", (value, text) => {
  expect(formatParameter(value)).toBe(text);
});

test.each([
  [1e37, "1e37"],
  [1e20, "1e20"],
  [1.23456789e30, "1.23456789e30"],
  [0.0012345678, "0.0012345678"],
  [60_000, "60000"],
  [Number.NaN, "NaN"],
  ["a\nb", "a b"],
  [null, "null"],
])("the parameter %j is %s where all of it is told", (value, text) => {
  expect(formatWhole(value)).toBe(text);
});

test("a moment has its minute, in the zone of the reader", () => {
  expect(formatMoment(new Date(2026, 0, 5, 9, 7, 59))).toBe("2026-01-05 09:07");
  expect(formatMoment(null)).toBe("-");
});

test("line separators of any kind leave one line", () => {
  expect(onOneLine("a\r\nb\u2028c\u0000d")).toBe("a b c d");
});
