import { expect, test } from "vitest";
import { terminalWidth } from "./terminal-width.ts";

test.each([
  [0, {}, 80],
  [undefined, {}, 80],
  [Number.NaN, {}, 80],
  [-1, {}, 80],
  [0, { COLUMNS: "132" }, 132],
  [0, { COLUMNS: "0" }, 80],
  [0, { COLUMNS: "wide" }, 80],
  [0, { COLUMNS: "-5" }, 80],
  [0, { COLUMNS: "1e400" }, 80],
  [100, { COLUMNS: "40" }, 100],
  [1, {}, 20],
  [5, {}, 20],
  [10_000, {}, 10_000],
])("a terminal that says %s, with %o: %i characters", (columns, env, width) => {
  expect(terminalWidth({ isTTY: true, columns }, env)).toBe(width);
});

test("a pipe has no end", () => {
  expect(terminalWidth({ columns: undefined }, { COLUMNS: "40" })).toBe(Infinity);
});
