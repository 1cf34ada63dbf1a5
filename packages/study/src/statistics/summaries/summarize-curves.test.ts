import { expect, test } from "vitest";
import { expectClose } from "../../../../minibatch/test/expect-close.ts";
import { estimateMeanInterval } from "./mean-interval.ts";
import { summarizeCurves } from "./summarize-curves.ts";

const NAN = Number.NaN;

test("runs that end early or diverge are counted out where they have no figure", () => {
  const summary = summarizeCurves([[1, 2, 3, 4], [3, 6, NAN, Number.POSITIVE_INFINITY], [5, 1], []]);
  expect(summary.count).toEqual([3, 3, 1, 1]);
  expect(summary.mean).toEqual([3, 3, 3, 4]);
  expect(summary.min).toEqual([1, 1, 3, 4]);
  expect(summary.max).toEqual([5, 6, 3, 4]);
  for (const [epoch, values] of [
    [0, [1, 3, 5]],
    [1, [2, 6, 1]],
  ] as const) {
    expectClose([summary.low[epoch]!, summary.high[epoch]!], estimateMeanInterval(values), { rel: 1e-14 });
  }
  expect(summary.low.slice(2)).toEqual([null, null]);
  expect(summary.high.slice(2)).toEqual([null, null]);
});

test("an epoch without any finite figure is null throughout; no run, no epoch", () => {
  const summary = summarizeCurves([Float64Array.of(NAN, 1), [NAN, 1]]);
  expect([summary.mean[0], summary.low[0], summary.high[0], summary.min[0], summary.max[0]]).toEqual(
    Array(5).fill(null),
  );
  expect(summary.count).toEqual([0, 2]);
  expect([summary.low[1], summary.high[1]]).toEqual([1, 1]);
  expect(summarizeCurves([]).count).toEqual([]);
});
