import type { LocatedCells, LocatedCurves } from "charts";
import { expect, test } from "vitest";
import { findCell, findPlot, findStop, keepWithin, listStops, scaleX, scaleY } from "./picture-places.ts";

const plot = { x: 100, y: 50, width: 200, height: 100 };
const curve = (points: readonly (readonly [number, number | null])[]) => ({ name: "a", color: "#000000", points });
const curves: LocatedCurves = {
  ...{ kind: "curves", plot, xLabel: "", xScale: "linear", xRange: [0, 10], yRange: [0, 1], yDecimals: null },
  curves: [
    curve([
      [5, 0.5],
      [1, null],
    ]),
    curve([
      [1, 0.25],
      [10, 1],
    ]),
  ],
};
const logarithmic: LocatedCurves = { ...curves, xScale: "log", xRange: [0.01, 100] };
const cells: LocatedCells = {
  ...{ kind: "cells", plot, rowLabel: "row", columnLabel: "column" },
  values: [
    [1, 2, 3, 4],
    [5, 6, 7, 8],
  ],
};

test("the axes' ends are the plot's, y upwards", () => {
  expect([0, 5, 10].map((x) => scaleX(curves, x))).toEqual([100, 200, 300]);
  expect([0.01, 1, 100].map((x) => scaleX(logarithmic, x))).toEqual([100, 200, 300]);
  expect([0, 0.25, 1].map((y) => scaleY(curves, y))).toEqual([150, 125, 50]);
});

test("stops are those of all curves, each once; the nearest one is found", () => {
  expect(listStops(curves)).toEqual([1, 5, 10]);
  expect([0, 159, 161, 251, 999].map((x) => findStop(curves, x))).toEqual([0, 0, 1, 2, 2]);
  expect(findStop({ ...curves, curves: [] }, 150)).toBe(-1);
});

test("a plot reaches four pixels beyond its sides, and none above", () => {
  const second = { ...curves, plot: { ...plot, x: 400 } };
  const at = (x: number, y: number) => findPlot([curves, second], { x, y });
  expect([at(96, 50), at(304, 150), at(396, 100)]).toEqual([0, 0, 1]);
  expect([at(95, 100), at(305, 100), at(200, 49), at(200, 151)]).toEqual([-1, -1, -1, -1]);
});

test("a cell is found by its row and column; beyond the edge it is kept within", () => {
  expect(findCell(cells, { x: 100, y: 50 })).toEqual({ row: 0, column: 0 });
  expect(findCell(cells, { x: 249, y: 101 })).toEqual({ row: 1, column: 2 });
  expect(findCell(cells, { x: 302, y: 150 })).toEqual({ row: 2, column: 4 });
  expect([-1, 0, 3, 4].map((place) => keepWithin(place, 4))).toEqual([0, 0, 3, 3]);
});
