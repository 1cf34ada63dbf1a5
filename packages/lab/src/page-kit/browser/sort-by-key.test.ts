import { expect, test } from "vitest";
import { type SortKey, sortByKey } from "./sort-by-key.ts";

const sort = (keys: readonly SortKey[], direction: "ascending" | "descending") => {
  return sortByKey(keys, (key) => key, direction);
};

test("numbers sort by value, texts by the numbers within them", () => {
  expect(sort([10, 9, -1], "ascending")).toEqual([-1, 9, 10]);
  expect(sort([10, 9, -1], "descending")).toEqual([10, 9, -1]);
  expect(sort(["layer 10", "Layer 9", "layer 2"], "ascending")).toEqual(["layer 2", "Layer 9", "layer 10"]);
});

test("what has no number is last in both directions", () => {
  expect(sort([null, 2, null, 1], "ascending")).toEqual([1, 2, null, null]);
  expect(sort([null, 2, null, 1], "descending")).toEqual([2, 1, null, null]);
});

test("rows of one key keep their order, and the given rows stay as they are", () => {
  const rows = [
    { name: "a", key: 1 },
    { name: "b", key: 0 },
    { name: "c", key: 1 },
  ];
  const sorted = sortByKey(rows, ({ key }) => key, "descending");
  expect(sorted.map(({ name }) => name)).toEqual(["a", "c", "b"]);
  expect(rows.map(({ name }) => name)).toEqual(["a", "b", "c"]);
});
