import { expect, test } from "vitest";
import { expectClose } from "../../../../minibatch/test/expect-close.ts";
import { compareEpochs } from "./compare-epochs.ts";
import { reachedEpochs, summarizeReached } from "./reached-epochs.ts";

const NAN = Number.NaN;

test("losses: restricted mean, interval, median and count, by hand", () => {
  const curves = [
    [0.9, 0.4, 0.2, 0.1],
    [0.9, 0.8, 0.3, 0.2],
    [0.9, 0.8, 0.7, 0.6],
  ];
  const summary = summarizeReached(reachedEpochs(curves, 0.4, 4, "min"));
  expect(summary.epochs).toEqual([2, 3, null]);
  expect(summary.count).toBe(2);
  expectClose(summary.mean, 10 / 3, { rel: 1e-15 });
  expect(summary.median).toBe(3);
  // sd of 2, 3, 5 is sqrt(7/3); t(0.975, 2) = 4.302652729749462
  const half = (4.302652729749462 * Math.sqrt(7 / 3)) / Math.sqrt(3);
  expectClose(summary.interval!, [10 / 3 - half, 10 / 3 + half], { rel: 1e-11 });
});

test("the median of runs most of which do not get there is not known; one run has no interval", () => {
  expect(summarizeReached(reachedEpochs([[1], [0], [0]], 1)).median).toBeNull();
  expect(summarizeReached(reachedEpochs([[0, 1]], 1))).toEqual({
    horizon: 2,
    epochs: [2],
    count: 1,
    mean: 2,
    interval: null,
    median: 2,
  });
  expect(() => summarizeReached({ horizon: 3, epochs: [] })).toThrow("there are 0 runs");
});

test("a run that diverged before the horizon is not there; what comes after the horizon does not count", () => {
  expect(reachedEpochs([[0.5, NAN], [0.5, 0.6, 0.9], [0.9]], 0.9, 2).epochs).toEqual([null, null, 1]);
});

test("pairs of losses: the first is slower by two epochs", () => {
  const slow = [
    [3, 2, 1, 0],
    [3, 2, 1, 0],
  ];
  const fast = [
    [1, 0, 0, 0],
    [1, 0, 0, 0],
  ];
  expect(compareEpochs(slow, fast, 1, "min").differences).toEqual([2, 2]);
});
