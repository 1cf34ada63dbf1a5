import { expect, test } from "vitest";
import { placeSparseScratch, segmentsOf } from "./sparse-scratch.ts";

test("a row is divided where a panel's weights for it would take more than 40 KiB", () => {
  // 196 columns of 208 bytes are 40,768 bytes, 197 are 40,976
  expect([1, 196, 197, 393, 394, 784].map(segmentsOf)).toEqual([1, 1, 2, 2, 3, 4]);
});

test("an index for each thread, the entries, a table of runs for each thread, one behind the other and no more", () => {
  const [B, I, threads] = [3, 200, 2];
  // two places an entry and an end for each column, in whole cache lines
  const indexPerThread = 64 * Math.ceil((8 * B * I + 4 * I + 8) / 64);
  const entries = 1000 + threads * indexPerThread;
  const runs = entries + 8 * B * I;
  expect(placeSparseScratch(1000, B, I, threads)).toEqual({
    index: 1000,
    indexPerThread,
    entries,
    runs,
    // two segments have three ends
    end: runs + threads * 4 * B * 3,
  });
  expect(indexPerThread).toBe(5632);
});
