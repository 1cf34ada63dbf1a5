import { expect, test } from "vitest";
import { expectClose } from "../../../../minibatch/test/expect-close.ts";
import { findUsableEdge } from "./usable-rates.ts";

/** at rates 1, 2, 4, ... */
const edgeOf = (...accuracies: (number | null)[]) =>
  findUsableEdge(
    accuracies.map((accuracy, i) => ({ rate: 2 ** i, accuracy })),
    0.02,
  );

test("half-way down between two rates is half-way in their logarithm", () => {
  const { rate, outside } = edgeOf(0.9, 0.96, 0.95, 0.93, 0.5);
  expect(outside).toBeNull();
  expectClose(rate, 4 * Math.SQRT2, { rel: 1e-12 });
});

test("exactly at the limit is still usable", () => {
  expect(edgeOf(1, 0.98, 0.5)).toEqual({ rate: 2, outside: null });
});

test("what lies above a gap does not count, nor what lies below the best", () => {
  expectClose(edgeOf(0.5, 0.96, 0.92, 0.96).rate, 2 * Math.SQRT2, { rel: 1e-12 });
});

test("a diverged training counts as accuracy 0", () => {
  const { rate } = edgeOf(0.95, null, 0.95);
  expectClose(rate, 2 ** (0.02 / 0.95), { rel: 1e-12 });
});

test("an edge outside of the rates tried is told so", () => {
  expect(edgeOf(0.95, 0.95, 0.95)).toEqual({ rate: 4, outside: "above" });
  expect(edgeOf(null, null)).toEqual({ rate: 1, outside: "below" });
});
