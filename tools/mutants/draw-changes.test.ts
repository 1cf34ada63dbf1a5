import { expect, test } from "vitest";
import { drawChanges } from "./draw-changes.ts";
import { findChanges } from "./find-changes.ts";

const source = Array.from({ length: 50 }, (_, i) => `f(${i} + 1, a < ${i});`).join("\n");
const changes = findChanges("a.ts", source);

test("of each line there is one change, in an order that the seed decides, whatever the order they are given in", () => {
  const drawn = drawChanges(changes, "monday");
  expect(drawn.map(({ line }) => line).sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
  expect(drawChanges([...changes].reverse(), "monday")).toEqual(drawn);
  const other = drawChanges(changes, "tuesday");
  expect(other.map(({ line }) => line)).not.toEqual(drawn.map(({ line }) => line));
  // on some lines another change as well
  const kindAt = (line: number): string | undefined => other.find((change) => change.line === line)?.kind;
  expect(drawn.some(({ line, kind }) => kindAt(line) !== kind)).toBe(true);
  expect(new Set(drawn.map(({ kind }) => kind)).size).toBeGreaterThan(3);
});
