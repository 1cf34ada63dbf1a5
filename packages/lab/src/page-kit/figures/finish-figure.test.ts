import { Resvg } from "@resvg/resvg-js";
import type { Curve, CurvePoint } from "charts";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Figure } from "./figure.ts";
import { findPictureFault } from "./find-picture-fault.ts";
import { finish, finishBars, finishCurves, finishHeatMap, finishParallel } from "./finish-figure.ts";

const text = { name: "figure-x", caption: "What one sees.", alternative: "A figure." };
const whole = { title: "A title", note: "", width: 480 };

const value = fc.oneof(
  fc.double({ min: -2, max: 3, noNaN: true }),
  fc.double(),
  fc.constantFrom(0, 1e9, -1e9, 1e12, 1e300, -1e300, 1e-300, 5e-324, Number.MAX_VALUE, -Number.MAX_VALUE),
  fc.constantFrom(Infinity, -Infinity, Number.NaN),
);
const values = fc.array(value, { minLength: 1, maxLength: 7 });
const unit = fc.oneof(fc.nat(0xa0), fc.nat(0xffff)).map((code) => String.fromCharCode(code));
const name = fc.string({ unit, maxLength: 8 });
const maybe = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: null });

const curve: fc.Arbitrary<Curve> = fc
  .record({ values, xs: values, name, line: fc.constantFrom("solid", "dashed", "dotted"), dots: fc.boolean() })
  .map(({ values: ys, xs, ...look }) => ({
    ...look,
    color: "#0072b2",
    points: ys.map((y, i): CurvePoint => [xs[i] ?? i + 1, y]),
    band: { name: "range", low: ys.map((y) => y - 1), high: ys.map((y) => y * 3) },
    whiskers: ys.map((y, i) => ({ x: xs[i] ?? i + 1, low: y - 0.5, high: y + 1e8 })),
  }));

const range = maybe(fc.tuple(value, value));
const curves: fc.Arbitrary<Figure> = fc
  .record({
    curves: fc.array(curve, { maxLength: 3 }),
    xScale: fc.constantFrom("linear", "log"),
    xRange: range,
    yRange: range,
    marks: fc.array(fc.record({ x: value, label: name }), { maxLength: 2 }),
    levels: fc.array(fc.record({ y: value, label: name, side: fc.constantFrom("above", "below") }), { maxLength: 2 }),
  })
  .map(({ curves: drawn, ...panel }) => {
    const points = drawn.flatMap((one) => one.points);
    const placed = { title: "", xLabel: "x", yLabel: "y", ...panel, curves: drawn, background: [points], dots: points };
    return finishCurves({ ...whole, plotHeight: 160, columns: 1, panels: [placed] }, text);
  });

const heatMap: fc.Arbitrary<Figure> = fc
  .array(fc.tuple(value, value, value), { minLength: 1, maxLength: 4 })
  .map((cells) => finishHeatMap({ ...whole, rowLabel: "r", columnLabel: "c", values: cells, cellSize: 22 }, text));

const parallel: fc.Arbitrary<Figure> = fc
  .record({
    low: value,
    high: value,
    kind: fc.constantFrom("linear", "log"),
    lines: fc.array(fc.tuple(maybe(value), value)),
  })
  .map(({ low, high, kind, lines }) =>
    finishParallel(
      {
        ...whole,
        plotHeight: 200,
        axes: [
          { label: "rate", kind, low, high },
          { label: "optimizer", kind: "category", values: ["sgd", "adam"] },
        ],
        lines: lines.map(([first, second]) => ({
          name: "",
          color: "#000",
          strong: true,
          dashed: true,
          values: [first, second],
        })),
      },
      text,
    ),
  );

const bars: fc.Arbitrary<Figure> = fc
  .array(fc.record({ value, name, text: name }), { maxLength: 4 })
  .map((rows) =>
    finishBars(
      { ...whole, xLabel: "share", full: 1, formatTick: String, bars: rows.map((row) => ({ ...row, color: "#000" })) },
      text,
    ),
  );

// the painter ends the process where it is given a point too far away: a failure here may take the test run with it
test.each([
  ["curves", curves],
  ["a heat map", heatMap],
  ["parallel coordinates", parallel],
  ["bars", bars],
])("%s of any numbers and names are painted, and nothing lies outside the picture", (_kind, figure) => {
  fc.assert(
    fc.property(figure, ({ missing, svg, png }) => {
      expect(missing).toBeNull();
      expect(findPictureFault(svg, 1)).toBeNull();
      expect(png.length).toBeGreaterThan(500);
    }),
    { numRuns: 8 },
  );
});

test("a figure that cannot be painted is a frame that says so, in both formats", () => {
  const option = (x: number) => ({
    graphic: { elements: [{ type: "circle" as const, shape: { cx: x, cy: 10, r: 5 } }] },
  });
  const size = { width: 300, height: 100 };
  expect(finish({ option: option(50), size, plots: [] }, text).missing).toBeNull();
  for (const [drawn, reason] of [
    [{ option: option(1e9), size, plots: [] }, "its picture has a coordinate of 1000000000"],
    [{ option: option(Number.NaN), size, plots: [] }, "its picture has a coordinate of NaN"],
    [
      { option: option(50), size: { width: 40_000, height: 30_000 }, plots: [] },
      "its picture has a size of 40000 x 30000 pixels",
    ],
  ] as const) {
    const { missing, svg, png, caption } = finish(drawn, text);
    expect(missing).toBe(reason);
    expect(caption).toContain(`This figure is missing: ${reason}. Its values stand in results.json.`);
    expect(new Resvg(svg).render().width).toBe(960);
    expect(png.length).toBeGreaterThan(500);
  }
});
