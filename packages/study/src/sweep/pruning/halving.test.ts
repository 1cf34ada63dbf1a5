import { describe, expect, test } from "vitest";
import { choice, experiment } from "../../../test/sweep-experiment.ts";
import { advanceSweep } from "../advance-sweep.ts";
import type { TrialState, TrialStatus } from "../sweep-state.ts";
import { rungEpochs } from "./rungs.ts";

const halving = (asynchronous: boolean) =>
  ({ kind: "successive-halving", minEpochs: 1, factor: 3, asynchronous }) as const;
const sweep = (asynchronous: boolean, repeats = 1) =>
  experiment({
    ...{ epochs: 9, repeats, pruning: halving(asynchronous) },
    parameters: { a: choice([0, 1, 2, 3, 4, 5, 6]) },
  });

/** Trials in the order of their number. */
function trialsOf(repeats: number, ...all: (readonly [TrialStatus, ...number[]])[]): TrialState[] {
  return all.map(([status, ...values], number) => {
    const configuration = Math.floor(number / repeats);
    return {
      ...{ number, configuration, repeat: number % repeats, point: { a: configuration }, status, values, kept: null },
    };
  });
}

const NOTHING = { create: [], promote: [], prune: [] };

test("rungs are before the last epoch", () => {
  expect(rungEpochs(sweep(false), halving(false))).toEqual([1, 3]);
  expect(rungEpochs(experiment({ epochs: 10 }), halving(false))).toEqual([1, 3, 9]);
  expect(rungEpochs(experiment({ epochs: 10 }), { ...halving(false), minEpochs: 4, factor: 2 })).toEqual([4, 8]);
});

test("all configurations begin at once, to the first rung", () => {
  for (const asynchronous of [false, true]) {
    const { create } = advanceSweep(sweep(asynchronous), []);
    expect(create.map(({ configuration, untilEpoch }) => [configuration, untilEpoch])).toEqual(
      [0, 1, 2, 3, 4, 5, 6].map((configuration) => [configuration, 1]),
    );
  }
});

describe("in step", () => {
  const decide = (repeats: number, ...all: (readonly [TrialStatus, ...number[]])[]) =>
    advanceSweep(sweep(false, repeats), trialsOf(repeats, ...all));

  const six = [5, 4, 3, 2, 6, 2].map((value) => ["paused", value] as const);

  test("waits for the last trial, then lets floor(7 / 3) go on; of equal ones the lower number", () => {
    expect(decide(1, ...six, ["running"])).toEqual(NOTHING);
    expect(decide(1, ...six, ["ready"])).toEqual(NOTHING);
    expect(decide(1, ...six, ["paused", 2])).toEqual({
      create: [],
      promote: [3, 5].map((number) => ({ number, untilEpoch: 3 })),
      prune: [0, 1, 2, 4, 6],
    });
  });

  test("a failed one counts among the seven, and never goes on", () => {
    const failed = decide(1, ...six.slice(0, 5), ["failed", 0], ["failed"]);
    expect(failed.promote.map(({ number }) => number)).toEqual([2, 3]);
    const all = six.map(() => ["failed", 0] as const);
    expect(decide(1, ...all, ["paused", 9]).promote).toEqual([{ number: 6, untilEpoch: 3 }]);
    expect(decide(1, ...all, ["failed"])).toEqual(NOTHING);
  });

  test("one that stopped early keeps its place with the figure it has", () => {
    expect(decide(1, ...six, ["finished", 1])).toEqual({
      create: [],
      promote: [{ number: 3, untilEpoch: 3 }],
      prune: [0, 1, 2, 4, 5],
    });
  });

  test("the next rung lets max(1, floor(2 / 3)) go on to the end", () => {
    const pruned = ["pruned", 0] as const;
    const three = [pruned, pruned, pruned, ["paused", 2, 2, 1.5], pruned, ["paused", 2, 2, 1], pruned] as const;
    expect(decide(1, ...three)).toEqual({
      create: [],
      promote: [{ number: 5, untilEpoch: 9 }],
      prune: [3],
    });
  });

  test("judges by the mean over the repeats; one failed repeat ends the others", () => {
    const paused = (value: number) => ["paused", value] as const;
    const rest = Array.from({ length: 8 }, () => paused(3));
    expect(decide(2, paused(0), paused(5), paused(2), paused(2), paused(0), ["failed"], ...rest)).toEqual({
      create: [],
      promote: [0, 1, 2, 3].map((number) => ({ number, untilEpoch: 3 })),
      prune: [4, 6, 7, 8, 9, 10, 11, 12, 13],
    });
  });

  test("NaN is worse than any figure", () => {
    const decided = decide(1, ...six.map(() => ["paused", Number.NaN] as const), ["paused", 1e30]);
    expect(decided.promote.map(({ number }) => number)).toEqual([0, 6]);
  });
});

describe("asynchronously", () => {
  const decide = (...all: (readonly [TrialStatus, ...number[]])[]) => advanceSweep(sweep(true), trialsOf(1, ...all));
  const running = ["running"] as const;

  test("goes on as soon as it is among the best third of those that have come", () => {
    expect(decide(["paused", 2], ["paused", 1], running, running)).toEqual(NOTHING);
    expect(decide(["paused", 2], ["paused", 1], ["paused", 3], running)).toEqual({
      ...NOTHING,
      promote: [{ number: 1, untilEpoch: 3 }],
    });
  });

  test("those that have gone on count; a better one that comes later goes on as well", () => {
    expect(decide(["paused", 2], ["running", 1], ["paused", 3], running)).toEqual(NOTHING);
    expect(decide(["paused", 2], ["running", 1], ["paused", 3], ["paused", 0], running)).toEqual({
      ...NOTHING,
      promote: [{ number: 3, untilEpoch: 3 }],
    });
  });

  test("when nothing runs, a rung that let nobody go on lets its best one; then the rest end", () => {
    expect(decide(["paused", 2], ["paused", 1])).toEqual({ ...NOTHING, promote: [{ number: 1, untilEpoch: 3 }] });
    expect(decide(["paused", 2], ["paused", 1, 1, 1])).toEqual({ ...NOTHING, promote: [{ number: 1, untilEpoch: 9 }] });
    expect(decide(["paused", 2], ["finished", 1, 1, 1, 1])).toEqual({ ...NOTHING, prune: [0] });
  });
});

test.each([false, true])("a rung judges the network that would be kept there (asynchronous: %s)", (asynchronous) => {
  const paused = trialsOf(1, ...[5, 4, 3].map((value): [TrialStatus, ...number[]] => ["paused", value, 0, value]));
  const all = [...paused, ...trialsOf(1, ...[0, 1, 2, 3, 4, 5, 6].map((): [TrialStatus] => ["failed"])).slice(3)];
  // of the first trial the second epoch, which has the least loss, is the one kept
  const putBack = all.map((trial) => (trial.status === "paused" ? { ...trial, kept: [1, 1, 3] } : trial));
  putBack[0] = { ...putBack[0]!, kept: [1, 2, 2] };
  const promoted = (trials: readonly TrialState[]) => advanceSweep(sweep(asynchronous), trials).promote.slice(0, 1);
  expect(promoted(all)).toEqual([{ number: 2, untilEpoch: 9 }]);
  expect(promoted(putBack)).toEqual([{ number: 0, untilEpoch: 9 }]);
});
