import fc from "fast-check";
import { expect, test } from "vitest";
import { naturalOrder, shuffleEpoch } from "./epoch-order.ts";

test("an epoch's batches cover each example once, whatever the batch size", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 500 }),
      fc.integer({ min: 1, max: 64 }),
      fc.nat(),
      fc.nat(1000),
      (rows, batchSize, seed, epoch) => {
        const order = naturalOrder(rows);
        shuffleEpoch(order, seed, epoch);
        const seen = new Uint8Array(rows);
        for (let from = 0; from < rows; from += batchSize) {
          for (const row of order.subarray(from, Math.min(rows, from + batchSize))) seen[row]++;
        }
        expect(seen.every((count) => count === 1)).toBe(true);
      },
    ),
  );
});

test("an epoch's order follows from seed and epoch alone", () => {
  const once = naturalOrder(100);
  const again = naturalOrder(100).reverse();
  shuffleEpoch(once, 7, 3);
  shuffleEpoch(again, 7, 3);
  expect(again).toEqual(once);
  shuffleEpoch(again, 7, 4);
  expect(again).not.toEqual(once);
  shuffleEpoch(again, 8, 3);
  expect(again).not.toEqual(once);
});
