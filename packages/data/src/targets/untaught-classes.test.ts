import { expect, test } from "vitest";
import { tableOf } from "../../test/frames.ts";
import { inferTarget } from "./infer-target.ts";
import { countEach, tellUntaught } from "./untaught-classes.ts";

const frame = tableOf({
  kind: ["a", "b", "a", "b", "c", "c", "d"],
  rain: [0, 1, 0, 0, 1, 0, 0],
  wind: [0, 0, 0, 0, 1, 1, 0],
  size: [1.5, 2, 3, 4, 5, 6, 7],
});
const part = (name: string, rows: readonly number[]) => ({ name, frame, rows: Uint32Array.from(rows) });
const PARTS = [part("train", [0, 1, 2, 3]), part("validation", [4]), part("test", [5, 6])];

test("a class without a training row is named, with where it stands", () => {
  expect(tellUntaught(inferTarget(frame, "kind"), PARTS)).toEqual([
    "class c has no training row, only 1 in validation and 1 in test: a network cannot learn it",
    "class d has no training row, only 1 in test: a network cannot learn it",
  ]);
});

test("labels are those that no training row has; numbers have none, and one split alone tells nothing", () => {
  expect(tellUntaught(inferTarget(frame, ["rain", "wind"]), PARTS)).toEqual([
    "label wind has no training row, only 1 in validation and 1 in test: a network cannot learn it",
  ]);
  expect(tellUntaught(inferTarget(frame, "size"), PARTS)).toEqual([]);
  expect(tellUntaught(inferTarget(frame, "kind"), [{ name: "train", frame, rows: null }])).toEqual([]);
  expect(tellUntaught(inferTarget(frame, "kind"), [])).toEqual([]);
});

test("rows are counted by class, or by label", () => {
  expect(countEach(inferTarget(frame, "kind"), frame, null)).toEqual([2, 2, 2, 1]);
  expect(countEach(inferTarget(frame, ["rain", "wind"]), frame, Uint32Array.of(1, 4))).toEqual([2, 1]);
  expect(countEach(inferTarget(frame, "size"), frame, null)).toEqual([]);
});
