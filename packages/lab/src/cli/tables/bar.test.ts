import { expect, test } from "vitest";
import { textWidth } from "../terminal/text-width.ts";
import { drawBar } from "./bar.ts";

test.each([
  [4, 4, 4, "████"],
  [2, 4, 4, "██"],
  [1, 8, 4, "▌"],
  [3, 8, 4, "█▌"],
  [31, 32, 4, "███▉"],
  [0, 8, 4, ""],
  [1, 1e9, 4, "▏"],
  [0, 0, 4, ""],
  [Number.NaN, 1, 4, ""],
])("%d of %d in %i cells: %s", (value, most, cells, bar) => {
  expect(drawBar(value, most, cells)).toBe(bar);
  expect(textWidth(bar)).toBeLessThanOrEqual(cells);
});
