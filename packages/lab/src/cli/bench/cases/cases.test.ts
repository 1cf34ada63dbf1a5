import { expect, test } from "vitest";
import { CASES } from "./cases.ts";

/** weights of 784-200-100-10, 784-2048-2048-10 and 20-20-1 */
const DIGITS = 784 * 200 + 200 * 100 + 100 * 10;
const WIDE = 784 * 2048 + 2048 * 2048 + 2048 * 10;
const TINY = 20 * 20 + 20 * 1;
/** A step multiplies and adds forward, for the weights' gradient, and for the error of all layers but the first. */
const step = (weights: number, first: number, rows: number): number => 2 * rows * (3 * weights - first);

test("each case, its unit and what one of it costs", () => {
  expect(CASES.map(({ open: _, ...told }) => told)).toEqual([
    {
      id: "A",
      title: "784-200-100-10 ReLU, batch 100, SGD: an epoch of 60,000",
      unit: "epoch",
      threads: "all",
      operations: step(DIGITS, 784 * 200, 60_000),
    },
    {
      id: "A1",
      title: "the same on one thread",
      unit: "epoch",
      threads: "one",
      operations: step(DIGITS, 784 * 200, 60_000),
    },
    {
      id: "A2",
      title: "the same with Adam",
      unit: "epoch",
      threads: "all",
      operations: step(DIGITS, 784 * 200, 60_000),
    },
    {
      id: "B-sgd",
      title: "20-20-1 ReLU, batch 16, SGD: a step",
      unit: "step",
      threads: "one",
      operations: step(TINY, 20 * 20, 16),
    },
    {
      id: "B-adam",
      title: "the same with Adam",
      unit: "step",
      threads: "one",
      operations: step(TINY, 20 * 20, 16),
    },
    {
      id: "C-wasm",
      title: "784-2048-2048-10 ReLU, batch 256, dense: a step",
      unit: "step",
      threads: "all",
      operations: step(WIDE, 784 * 2048, 256),
    },
    {
      id: "C-blas",
      title: "the same with the system's OpenBLAS",
      unit: "step",
      threads: "all",
      operations: step(WIDE, 784 * 2048, 256),
    },
    {
      id: "D",
      title: "784-200-100-10 ReLU: predictions for 10,000 images",
      unit: "call",
      threads: "all",
      operations: 2 * DIGITS * 10_000,
    },
    {
      id: "E",
      title: "from import to the first finished step, in a fresh process",
      unit: "start",
      threads: "one",
      operations: null,
    },
  ]);
});
