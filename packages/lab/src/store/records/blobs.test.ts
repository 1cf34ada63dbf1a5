import { expect, test } from "vitest";
import { compareNames } from "./blobs.ts";

test("names have one order however they and what stands for none come", () => {
  expect([compareNames(null, "a"), compareNames("a", null), compareNames(null, null)]).toEqual([-1, 1, 0]);
  const sorted = [null, "1a", "b2", "c3"];
  for (const mixed of [
    ["c3", null, "1a", "b2"],
    ["b2", "c3", null, "1a"],
    [null, "c3", "b2", "1a"],
  ]) {
    expect([...mixed].sort(compareNames)).toEqual(sorted);
  }
});
