/** Sweeps on a clock of their own: what is said of the time left, against what it then was. */

import type { ExperimentSpec } from "study";
import { expect, test } from "vitest";
import { sampleSpec } from "../../test/sample-store.ts";
import type { ExperimentSummary } from "../store/store.ts";
import { EndShares } from "./end-shares.ts";
import { finishingTime } from "./finishing-time.ts";
import { createSweepProgress } from "./sweep-progress.ts";

const NONE = { ready: 0, running: 0, paused: 0, finished: 0, failed: 0, pruned: 0, cancelled: 0 };
const TELL_MS = 100;

interface SimulatedTrial {
  readonly parameters: Readonly<Record<string, number>>;
  /** of the whole training */
  readonly seconds: number;
  /** where it ends, and where it stood when this call began */
  readonly endShare: number;
  readonly fromShare?: number;
}

interface Simulated {
  readonly spec: ExperimentSpec;
  readonly trials: readonly SimulatedTrial[];
  readonly workers: number;
  /** trials that an earlier call has ended */
  readonly before?: number;
  /** a worker's start, and what lies between two trials */
  readonly startMs?: number;
  readonly betweenMs?: number;
}

/**
 * The largest relative error from the first tenth of the work until a tenth of the time is left: there the chance of
 * one trial decides.
 */
function largestError({ spec, trials, workers, before = 0, startMs = 300, betweenMs = 15 }: Simulated): number {
  let nowMs = 0;
  const summary = {
    ...{ name: "simulated", spec, objective: { metric: "validationLoss", goal: "min" }, best: null },
    expectedTrials: before + trials.length,
    counts: { ...NONE, finished: before, ready: trials.length },
  } as unknown as ExperimentSummary;
  const progress = createSweepProgress({ summary, spec, workers, now: () => nowMs });
  const records = trials.map(({ parameters, fromShare = 0 }, i) => ({
    ...{ number: before + i, parameters, seed: 1 },
    epochs: fromShare * spec.training.epochs,
  }));
  progress.plan(records);
  const total = trials.reduce((sum, { seconds, endShare, fromShare = 0 }) => sum + seconds * (endShare - fromShare), 0);
  const said: { readonly atMs: number; readonly left: number | null; readonly done: number }[] = [];
  const threads = Array.from({ length: workers }, () => ({
    trial: null as number | null,
    freeAtMs: 0,
    share: 0,
    begunMs: 0,
  }));
  let next = 0;
  let done = 0;
  for (let isOver = false; !isOver; nowMs += TELL_MS / 4) {
    for (const [thread, state] of threads.entries()) {
      if (state.trial === null && next < trials.length && nowMs >= state.freeAtMs) {
        state.trial = next++;
        state.share = trials[state.trial]!.fromShare ?? 0;
        state.begunMs = nowMs + (state.freeAtMs === 0 ? startMs : 0);
        progress.begin(records[state.trial]!, thread);
      }
      if (state.trial === null || nowMs < state.begunMs) continue;
      const { seconds, endShare, fromShare = 0 } = trials[state.trial]!;
      const share = Math.min(endShare, fromShare + (nowMs - state.begunMs) / 1000 / seconds);
      done += (share - state.share) * seconds;
      state.share = share;
      if (Math.round((nowMs - state.begunMs) / 25) % 4 === 0) progress.advance(records[state.trial]!.number, share);
      if (share < endShare) continue;
      progress.advance(records[state.trial]!.number, share);
      progress.end(records[state.trial]!.number, { objective: 1, objectiveEpoch: 1, keptEpoch: 1 }, endShare < 0.05);
      state.trial = null;
      state.freeAtMs = nowMs + betweenMs;
    }
    said.push({ atMs: nowMs, left: progress.state().secondsLeft, done: done / total });
    isOver = next === trials.length && threads.every(({ trial }) => trial === null);
  }
  const endMs = said.at(-1)!.atMs;
  const errors = said
    .filter(({ done: share, atMs }) => share >= 0.1 && endMs - atMs >= endMs / 10)
    .map(({ atMs, left }) => Math.abs((left ?? Number.POSITIVE_INFINITY) / ((endMs - atMs) / 1000) - 1));
  expect(errors.length).toBeGreaterThan(20);
  return Math.max(...errors);
}

/** 0 .. 1, the same in every run. */
function scatter(i: number): number {
  return ((i * 2654435761) % 4294967296) / 4294967296;
}

const repeat = (count: number, trial: (i: number) => SimulatedTrial): SimulatedTrial[] =>
  Array.from({ length: count }, (_, i) => trial(i));
const choice = (at: string, values: readonly number[]) => ({
  ...{ kind: "choice", at: [at], when: {} },
  values: values.map((value) => ({ label: value, value })),
});
const withParameter = (name: string, at: string, values: readonly number[], epochs = 50): ExperimentSpec =>
  ({ ...sampleSpec({ epochs }), parameters: { [name]: choice(at, values) } }) as unknown as ExperimentSpec;

const RATES = withParameter("rate", "optimizer.learningRate", [0.1]);
const equal = (i: number): SimulatedTrial => ({
  parameters: { rate: 0.1 },
  seconds: 4 * (0.95 + 0.1 * scatter(i)),
  endShare: 1,
});
const ROWS = Array.from({ length: 20 }, (_, i) => 200 + 300 * i);
const growing = (i: number): SimulatedTrial => {
  const rows = ROWS[i % ROWS.length] as number;
  return { parameters: { rows }, seconds: 0.5 + (6 * rows) / 6000, endShare: 1 };
};
const vary = (trial: SimulatedTrial, i: number): SimulatedTrial => ({
  ...trial,
  seconds: trial.seconds * (0.9 + 0.2 * scatter(i + 7)),
});
const GROWING = withParameter("rows", "data.trainRows", ROWS);

test.each<[string, Simulated]>([
  ["equal trials, one worker", { spec: RATES, trials: repeat(20, equal), workers: 1 }],
  ["equal trials, two workers", { spec: RATES, trials: repeat(20, equal), workers: 2 }],
  ["an odd number of them, of which the last is alone", { spec: RATES, trials: repeat(5, equal), workers: 2 }],
  ["one training", { spec: RATES, trials: repeat(1, (i) => ({ ...equal(i), seconds: 30 })), workers: 1 }],
  ["trials that cost more and more", { spec: GROWING, trials: repeat(20, growing), workers: 1 }],
  ["the same on two workers", { spec: GROWING, trials: repeat(20, growing), workers: 2 }],
  [
    "trials that cost more and more, on a machine whose pace varies by a fifth",
    { spec: GROWING, trials: repeat(20, (i) => vary(growing(i), i)), workers: 2 },
  ],
  ["equal trials on such a machine", { spec: RATES, trials: repeat(40, (i) => vary(equal(i), i)), workers: 2 }],
  [
    "all stopped early, at half of their epochs more or less",
    { spec: RATES, trials: repeat(40, (i) => ({ ...equal(i), endShare: 0.45 + 0.1 * scatter(i) })), workers: 2 },
  ],
  [
    "every third stopped early, at a fifth of its epochs",
    { spec: RATES, trials: repeat(60, (i) => ({ ...equal(i), endShare: i % 3 === 0 ? 0.2 : 1 })), workers: 2 },
  ],
  [
    "every fifth failed at once",
    { spec: RATES, trials: repeat(60, (i) => ({ ...equal(i), endShare: i % 5 === 0 ? 0.01 : 1 })), workers: 2 },
  ],
  [
    "resumed: half of it is done, and two were in their middle",
    {
      ...{ spec: RATES, workers: 2, before: 20 },
      trials: repeat(20, (i) => (i < 2 ? { ...equal(i), fromShare: 0.5 } : equal(i))),
    },
  ],
  [
    "short trials, with much between them",
    { spec: RATES, trials: repeat(100, (i) => ({ ...equal(i), seconds: 0.25 })), workers: 2, betweenMs: 50 },
  ],
])("%s: within 20%% of the truth after the first tenth", (_what, simulated) => {
  const error = largestError(simulated);
  expect(error, `${(100 * error).toFixed(1)}%`).toBeLessThan(0.2);
});

test("workers take the next trial when they are free", () => {
  expect(finishingTime([], [1, 1, 1], 2)).toBe(2);
  expect(finishingTime([3, 1], [1, 1, 2], 2)).toBe(5);
  expect(finishingTime([3], [1], 2)).toBe(3);
  expect(finishingTime([], [], 0)).toBe(0);
});

test("where trials end, from those that have ended and those that still run", () => {
  const ends = new EndShares();
  expect(ends.with([]).leftAfter(0)).toBe(1);
  ends.add(0, 0.5, "stopped");
  expect(ends.with([]).leftAfter(0)).toBe(0.5);
  // one that has come to its end says that half of them do
  ends.add(0, 1, "stopped");
  expect(ends.with([]).leftAfter(0)).toBe(0.75);
  expect(ends.with([]).leftAfter(0.25)).toBe(0.5);
  expect(ends.with([]).leftAfter(0.75)).toBe(0.25);
  // one that was resumed behind the half says nothing of it
  ends.add(0.6, 1, "stopped");
  expect(ends.with([]).leftAfter(0)).toBe(0.75);
  ends.add(0.5, 1, "stopped");
  expect(ends.with([]).leftAfter(0)).toBe(0.75);
  // where none has come to its end, one that outlives all others is thought to be stopped soon
  const alone = new EndShares();
  alone.add(0, 0.5, "stopped");
  expect(alone.with([{ from: 0, share: 0.5 }]).leftAfter(0.5)).toBeCloseTo(0.025, 10);
});
