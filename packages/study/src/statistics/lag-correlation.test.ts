import { expect, test } from "vitest";
import { expectClose } from "../../../minibatch/test/expect-close.ts";
import { meanLagCorrelation, prepareLagCorrelation } from "./lag-correlation.ts";

function ordersOf(length: number): number[][] {
  if (length === 0) return [[]];
  return ordersOf(length - 1).flatMap((order) =>
    Array.from({ length }, (_, at) => [...order.slice(0, at), length - 1, ...order.slice(at)]),
  );
}

test.each([2, 3, 5, 7])("the mean over all orders of %i rows is -1 / length, whatever the rows hold", (length) => {
  const rows = Array.from({ length }, (_, i) => [Math.sin(i * i), i === 2 ? 1e3 : i, (i * 7) % 5]);
  const correlate = prepareLagCorrelation(rows);
  const all = ordersOf(length).map(correlate);
  expect(new Set(all.map((value) => value.toFixed(9))).size).toBeGreaterThan(length === 2 ? 0 : 1);
  expectClose(all.reduce((sum, value) => sum + value, 0) / all.length, meanLagCorrelation(length), { abs: 1e-12 });
});
