import { expect, test } from "vitest";
import { sparkline } from "./sparkline.ts";

test.each<[string, readonly number[], string]>([
  ["rises", [0, 1, 2, 3, 4, 5, 6, 7], "▁▂▃▄▅▆▇█"],
  ["falls, whatever its unit", [2.4e-3, 1.2e-3, 0], "█▅▁"],
  ["does not change", [5, 5, 5], "▄▄▄"],
  ["is one figure", [0.3], "▄"],
  ["is not finite at the end", [1, 2, Number.NaN], "▁█×"],
  ["is never finite", [Number.NaN, Infinity], "××"],
  ["is empty", [], ""],
])("a line that %s", (_what, figures, line) => {
  expect(sparkline(figures, 20)).toBe(line);
});

test("of more figures than there is room for the last of each run is shown, and so the very last", () => {
  expect(sparkline([9, 0, 9, 1, 9, 2, 9, 7], 4)).toBe("▁▂▃█");
  expect(
    sparkline(
      Float32Array.from({ length: 100 }, (_, i) => i),
      8,
    ),
  ).toBe("▁▂▃▄▅▆▇█");
});
