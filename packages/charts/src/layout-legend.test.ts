import { expect, test } from "vitest";
import type { CurveFigure } from "./curve-figure.ts";
import { layoutLegend, measureLegend } from "./layout-legend.ts";

function figureOf(names: readonly string[], keys: readonly string[], width: number): CurveFigure {
  const curve = { color: "#0072b2", line: "solid", dots: false, points: [], band: null } as const;
  const panel = { title: "", xLabel: "", yLabel: "", xScale: "linear", xRange: null, yRange: null, marks: [] } as const;
  return {
    ...{ title: "", note: "", width, plotHeight: 100, columns: 1 },
    panels: [{ ...panel, curves: names.map((name) => ({ ...curve, name })) }],
    keys: keys.map((name) => ({ sign: "band", name })),
  };
}

test("short names follow each other, keys begin a row of their own", () => {
  const placed = layoutLegend(figureOf(["SGD", "Adam"], ["min to max"], 960), 30);
  expect(placed).toEqual([
    { name: "SGD", x: 8, y: 30 },
    // a line of 34, a gap of 5, three letters of 7.2, a gap of 18
    { name: "Adam", x: 87, y: 30 },
    { name: "min to max", x: 8, y: 54 },
  ]);
  expect(measureLegend(placed, 30)).toBe(48);
  expect(measureLegend([], 30)).toBe(0);
});

test("long names stand in columns, as many as the width holds", () => {
  const long = "adam, adam-rate 0.001, units";
  const names = [long, "sgd", `${long} 2`.slice(0, 28 - 2).concat(" 2"), "sgd 2"];
  // an entry of 28 letters is 259 wide, of which the last 18 are a gap
  const two = layoutLegend(figureOf(names, [], 516), 0);
  expect(two.map(({ x, y }) => [x, y])).toEqual([
    [8, 0],
    [267, 0],
    [8, 24],
    [267, 24],
  ]);
  const one = layoutLegend(figureOf(names, [], 515), 0);
  expect(one.map(({ x, y }) => [x, y])).toEqual([0, 24, 48, 72].map((y) => [8, y]));
});
