import { expect, test } from "vitest";
import { drawHeatMap, layoutHeatMap } from "./draw-heat-map.ts";
import { locateCells } from "./locate-plots.ts";
import { divergingColors, lightTheme } from "./palette.ts";

const map = {
  title: "Weights",
  note: "",
  rowLabel: "input",
  columnLabel: "unit",
  values: [
    [0.1, -0.2, 0],
    [0.3, 0.456, -0.123],
  ],
  cellSize: 20,
};

test("the palette is centred at 0 and reaches the largest magnitude, rounded up", () => {
  expect(layoutHeatMap(map).limit).toBe(0.46);
  expect(drawHeatMap(map, lightTheme).visualMap).toMatchObject({
    min: -0.46,
    max: 0.46,
    inRange: { color: divergingColors },
  });
});

test("every entry is one cell: [column, row, value]", () => {
  const { series } = drawHeatMap(map, lightTheme) as { series: readonly { data: unknown }[] };
  expect(series[0]?.data).toEqual([
    [0, 0, 0.1],
    [1, 0, -0.2],
    [2, 0, 0],
    [0, 1, 0.3],
    [1, 1, 0.456],
    [2, 1, -0.123],
  ]);
});

test("row 0 is on top, and the axes count from 1", () => {
  expect(drawHeatMap(map, lightTheme)).toMatchObject({
    xAxis: { data: ["1", "2", "3"] },
    yAxis: { data: ["1", "2"], inverse: true },
  });
});

test("a matrix of zeros still has a palette", () => {
  expect(layoutHeatMap({ ...map, values: [[0, 0]] }).limit).toBe(1);
});

test("located cells cover exactly the plot", () => {
  const { plot } = layoutHeatMap(map);
  expect([plot.width, plot.height]).toEqual([60, 40]);
  expect(locateCells(map)).toEqual([
    { kind: "cells", plot, rowLabel: "input", columnLabel: "unit", values: map.values },
  ]);
});

test("an entry that is not finite has the last colour or an empty cell, and no value to point at", () => {
  const odd = { ...map, values: [[1, Number.NaN, -Infinity, 1e305]] };
  const { limit } = layoutHeatMap(odd);
  expect(limit).toBe(1e300);
  const { series } = drawHeatMap(odd, lightTheme) as { series: readonly { data: unknown }[] };
  expect(series[0]?.data).toEqual([
    [0, 0, 1],
    [2, 0, -limit],
    [3, 0, limit],
  ]);
  expect(locateCells(odd)).toMatchObject([{ values: [[1, null, null, 1e305]] }]);
});

test("the ends of the palette are told in powers of ten where their digits would be many", () => {
  const option = drawHeatMap(
    { title: "", note: "", rowLabel: "", columnLabel: "", values: [[2e20, -1]], cellSize: 9 },
    lightTheme,
  );
  expect(option.visualMap).toMatchObject({ text: ["+2\u00a0×\u00a010²⁰", "−2\u00a0×\u00a010²⁰"] });
});
