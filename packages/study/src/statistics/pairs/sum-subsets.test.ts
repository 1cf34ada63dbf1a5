import { expect, test } from "vitest";
import { sumSubsets } from "./sum-subsets.ts";

test("as many sums as there are subsets, ascending, the empty one's too", () => {
  expect([...sumSubsets([])]).toEqual([0]);
  expect([...sumSubsets([3])]).toEqual([0, 3]);
  expect([...sumSubsets([-2])]).toEqual([-2, 0]);
  expect([...sumSubsets([1, -2, 4])]).toEqual([-2, -1, 0, 1, 2, 3, 4, 5]);
  expect([...sumSubsets([1, 1, 1])]).toEqual([0, 1, 1, 1, 2, 2, 2, 3]);
  const twelve = sumSubsets(Array.from({ length: 12 }, (_, i) => 2 ** i));
  expect([...twelve]).toEqual(Array.from({ length: 2 ** 12 }, (_, i) => i));
});
