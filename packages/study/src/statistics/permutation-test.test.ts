import { createStream, drawPermutation } from "minibatch";
import { expect, test } from "vitest";
import { expectClose } from "../../../minibatch/test/expect-close.ts";
import { type DrawOrder, testPermutations } from "./permutation-test.ts";

function drawFrom(seed: number): DrawOrder {
  const stream = createStream(seed, "bootstrap");
  return (length) => drawPermutation(stream, length);
}

test("every order is reached equally often: 24 orders of 4, 24,000 draws, each 1,000 within 5 sd", () => {
  const counts = new Map<string, number>();
  const count = (order: ArrayLike<number>) => {
    const key = Array.from(order).join("");
    counts.set(key, (counts.get(key) ?? 0) + 1);
    return 0;
  };
  testPermutations(count, 4, 24_000, drawFrom(7));
  expect(counts.size).toBe(24);
  for (const seen of counts.values()) expectClose(seen, 1000, { abs: 5 * Math.sqrt(1000) });
});

test("p is the exact share of orders at least as large: 0123 ascends in 1 of 24", () => {
  const ascents = (order: ArrayLike<number>) =>
    Array.from(order).filter((value, i) => i > 0 && value > (order[i - 1] as number)).length;
  const result = testPermutations(ascents, 4, 24_000, drawFrom(3));
  expect(result.observed).toBe(3);
  expectClose(result.pValue, 1 / 24, { abs: 0.006 });
  expectClose(result.permutedMean, 1.5, { abs: 0.02 });
});

test("a statistic that does not depend on the order gives p = 1, and p is never 0", () => {
  expect(testPermutations(() => 5, 6, 99, drawFrom(1)).pValue).toBe(1);
  let first = true;
  const onlyFirst = () => {
    const value = first ? 1 : 0;
    first = false;
    return value;
  };
  expect(testPermutations(onlyFirst, 6, 99, drawFrom(1)).pValue).toBe(0.01);
});
