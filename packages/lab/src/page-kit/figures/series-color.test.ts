import { seriesColorList, seriesColors } from "charts";
import { expect, test } from "vitest";
import { chooseColors } from "./series-color.ts";

test("what has a colour keeps it, and nobody else gets it", () => {
  expect(chooseColors(["other", "Adam", "SGD"])).toEqual([seriesColors.blue, seriesColors.purple, seriesColors.grey]);
  expect(chooseColors(["ReLU", "other"])).toEqual([seriesColors.blue, seriesColors.vermillion]);
});

test("the first of several series about a thing has its colour", () => {
  expect(chooseColors(["SGD 0.01", "Adam 0.001", "SGD 0.3"])).toEqual([
    seriesColors.grey,
    seriesColors.purple,
    seriesColors.blue,
  ]);
});

test("colours differ until all are used, then begin again", () => {
  const colors = chooseColors(Array.from({ length: 8 }, (_, i) => `series ${i}`));
  expect(new Set(colors.slice(0, 6)).size).toBe(seriesColorList.length);
  expect(colors.slice(6)).toEqual(colors.slice(0, 2));
});
