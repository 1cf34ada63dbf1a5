import fc from "fast-check";
import { expect, test } from "vitest";
import { formatAxis, formatTick, spanLinear, spanLog } from "./ticks.ts";

test("a linear axis ends on round ticks around its values", () => {
  expect(spanLinear(0.613, 0.987, 4)).toEqual({ scale: "linear", min: 0.6, max: 1, ticks: [0.6, 0.7, 0.8, 0.9, 1] });
  expect(spanLinear(0, 50, 5).ticks).toEqual([0, 10, 20, 30, 40, 50]);
  expect(spanLinear(-3, 7, 5).ticks).toEqual([-4, -2, 0, 2, 4, 6, 8]);
});

test("a linear axis of one value still has a width", () => {
  const { min, max, ticks } = spanLinear(0.5, 0.5, 4);
  expect(min).toBeLessThanOrEqual(0.5);
  expect(max).toBeGreaterThan(min);
  expect(ticks.length).toBeGreaterThan(1);
});

test("any linear axis contains its values, ascends, and has few ticks", () => {
  const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(value, fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (low, width) => {
      const high = low + width;
      fc.pre(width > Math.abs(low) * 1e-6);
      const { min, max, ticks } = spanLinear(low, high, 5);
      expect(min).toBeLessThanOrEqual(low + width * 1e-6);
      expect(max).toBeGreaterThanOrEqual(high - width * 1e-6);
      expect(ticks.length).toBeLessThanOrEqual(8);
      for (let i = 1; i < ticks.length; i++) expect(ticks[i]).toBeGreaterThan(ticks[i - 1] as number);
    }),
  );
});

test("a logarithmic axis is labelled at 1, 2, 5 over few decades and at powers over many", () => {
  expect(spanLog(0.1, 2).ticks).toEqual([0.1, 0.2, 0.5, 1, 2]);
  expect(spanLog(0.001, 10).ticks).toEqual([0.001, 0.01, 0.1, 1, 10]);
  expect(spanLog(0.0001, 0.3)).toMatchObject({ scale: "log", min: 0.0001, max: 0.3 });
});

test("labels of one axis share their decimals and write a true minus sign", () => {
  const format = formatAxis(spanLinear(-0.5, 0.75, 5));
  expect([-0.5, 0, 0.75].map(format)).toEqual(["−0.50", "0.00", "0.75"]);
});

test("a linear axis of small values is labelled in powers of ten, its 0 as 0", () => {
  const span = spanLinear(0, 0.00004, 4);
  expect(span.ticks.map(formatAxis(span))).toEqual([
    "0",
    "10⁻⁵",
    "2\u00a0×\u00a010⁻⁵",
    "3\u00a0×\u00a010⁻⁵",
    "4\u00a0×\u00a010⁻⁵",
  ]);
});

test("very small ticks become powers of ten", () => {
  const ticks = [1e-6, 2e-6];
  expect(ticks.map((tick) => formatTick(tick, ticks))).toEqual(["10⁻⁶", "2\u00a0×\u00a010⁻⁶"]);
  expect(formatTick(0.1, [0.1, 1])).toBe("0.1");
});

test("an axis around any two numbers ends on few ticks, which ascend, are finite and are told apart", () => {
  const value = fc.oneof(
    fc.double(),
    fc.constantFrom(0, 1e300, -1e300, Number.MAX_VALUE, -Number.MAX_VALUE, 5e-324, Infinity, -Infinity, Number.NaN),
  );
  for (const span of [spanLinear, spanLog]) {
    fc.assert(
      fc.property(value, value, (a, b) => {
        const axis = span(Math.min(a, b), Math.max(a, b), 5);
        expect(axis.max).toBeGreaterThan(axis.min);
        expect([axis.min, axis.max, ...axis.ticks].every(Number.isFinite)).toBe(true);
        expect(axis.ticks.length).toBeLessThanOrEqual(24);
        expect(axis.ticks).toEqual([...new Set(axis.ticks)].sort((x, y) => x - y));
        const labels = axis.ticks.map(formatAxis(axis));
        if (span === spanLinear) expect(new Set(labels).size).toBe(labels.length);
      }),
      { numRuns: 2000 },
    );
  }
});

test("values that lie too close for ticks between them get an axis around them", () => {
  const { min, max } = spanLinear(1, 1 + 2e-16, 5);
  expect([min, max]).toEqual([1, 1.02]);
});

test("what is counted has its ticks at whole numbers, however few", () => {
  const ticks = [
    [1, 2],
    [1, 3],
    [1, 5],
    [0, 2],
    [1, 1],
    [1, 50],
    [0, 12],
  ].map(([low, high]) => spanLinear(low as number, high as number, 5, true).ticks);
  expect(ticks).toEqual([
    [1, 2],
    [1, 2, 3],
    [1, 2, 3, 4, 5],
    [0, 1, 2],
    [1, 2],
    [0, 10, 20, 30, 40, 50],
    [0, 5, 10, 15],
  ]);
});

test("thousands are grouped, millions are powers of ten", () => {
  const labels = (low: number, high: number) => {
    const span = spanLinear(low, high, 4);
    return span.ticks.map(formatAxis(span));
  };
  expect(labels(0, 80_000)).toEqual(["0", "20,000", "40,000", "60,000", "80,000"]);
  expect(labels(-4000, 0)[0]).toBe("−4,000");
  expect(labels(0, 4e20).slice(0, 3)).toEqual(["0", "10²⁰", "2\u00a0×\u00a010²⁰"]);
});
