import fc from "fast-check";
import { expect, test } from "vitest";
import { alignPoints, figureForm, formatFigures, formatParameters } from "./number-column.ts";

test.each<[what: string, figures: (number | null | undefined)[], cells: string[]]>([
  ["one form: the same decimals", [0.0087, 0.0512], ["0.00870", "0.05120"]],
  ["four decimals below ten", [0.97124, 0.5, 1], ["0.9712", "0.5000", "1.0000"]],
  ["9.99 and 10", [9.5, 0.5], ["9.5000", "0.5000"]],
  ["four digits of the largest", [12.345, 3.2], ["12.35", "3.20"]],
  ["two digits of the smallest", [123.456, 0.0123], ["123.456", "0.012"]],
  ["whole numbers stay whole", [3, 0, 12], ["3", "0", "12"]],
  ["what exploded takes no digits from the others", [0.5, 1e6, 12345678.9], ["0.5000", "1.00e+6", "1.23e+7"]],
  ["just below a million is plain", [999999.4, 0.5], ["999999.40", "0.50"]],
  ["what vanished neither", [0.25, 0.000099], ["0.2500", "9.90e-5"]],
  ["a ten-thousandth is plain", [0.25, 0.0001], ["0.25000", "0.00010"]],
  ["below zero", [-0.0123, 0.5], ["-0.0123", "0.5000"]],
  ["what is not there", [null, undefined, Number.NaN, Infinity, 0.5], ["-", "-", "nan", "Infinity", "0.5000"]],
  ["nothing at all", [null], ["-"]],
])("%s", (_what, figures, cells) => {
  expect(figures.map(figureForm(figures))).toEqual(cells);
});

test("points stand under each other", () => {
  expect(alignPoints(["0.1", "10", "1e-9", "-", "0.001"])).toEqual(["0.1  ", "10    ", "1e-9 ", "-", "0.001"]);
  expect(formatFigures([0.5, 1e7])).toEqual(["0.5000 ", "1.00e+7"]);
});

test("parameters stay as typed, numbers with their points under each other, texts as they are", () => {
  expect(formatParameters([0.1, 0.01, 0.0086956, undefined])).toEqual(["0.1     ", "0.01    ", "0.008696", "-"]);
  expect(formatParameters(["sgd", 0.1, true])).toEqual(["sgd", "0.1", "true"]);
});

test("plain figures of a column have the same number of decimals, and none is so short that it is 0", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 1e-4, max: 1e6, maxExcluded: true, noNaN: true }), { minLength: 1 }),
      (figures) => {
        const cells = figures.map(figureForm(figures));
        expect(new Set(cells.map((cell) => cell.split(".")[1]?.length ?? 0)).size).toBe(1);
        for (const [i, cell] of cells.entries()) {
          expect(Math.abs(Number(cell) - figures[i]!)).toBeLessThanOrEqual(0.051 * figures[i]!);
        }
      },
    ),
  );
});
