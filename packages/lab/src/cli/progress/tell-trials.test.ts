import { expect, test } from "vitest";
import type { TrialOutcome, TrialRecord } from "../../store/store.ts";
import type { ProgressDisplay } from "./progress-display.ts";
import { tellTrials } from "./tell-trials.ts";

const OBJECTIVE = { metric: "validationLoss", goal: "min" } as const;
const trial = (id: number): TrialRecord =>
  ({
    id,
    experimentId: 7,
    number: id + 10,
    seed: 3,
    configuration: 4,
    parameters: { rate: 0.1 },
  }) as unknown as TrialRecord;
const at = (epoch: number) => ({ epoch, epochs: 10, loss: 0.5, accuracy: null });
const outcome = (change: Partial<TrialOutcome>): TrialOutcome =>
  ({ status: "finished", epochs: 2, keptEpoch: null, metrics: {}, diagnosis: null, ...change }) as TrialOutcome;

/** A display that writes down what it is told. */
function open() {
  const told: unknown[][] = [];
  const write =
    (name: string) =>
    (...words: unknown[]): void =>
      void told.push([name, ...words]);
  const display = {
    ...{ onStart: write("start"), onProgress: write("progress"), onFinish: write("finish") },
    ...{ onFail: write("fail"), onLeave: write("leave"), onLine: write("line"), onOverall: write("overall") },
    ...{ onStatus: write("status"), close: write("close") },
  } as ProgressDisplay;
  let changes = 0;
  const about = () => ({ name: "rates", prefix: "rates ", objective: OBJECTIVE });
  return { told, changes: () => changes, trials: tellTrials(display, about, () => changes++) };
}

const TASK = { kind: "train", id: "rates #11 0.1, seed 3" };

test("a trial from its start to its end, with the figures of the network that it keeps", () => {
  const { told, changes, trials } = open();
  trials.onStart(2, trial(1), true);
  trials.onProgress(2, trial(1), at(5));
  const metrics = { validationLoss: Float64Array.of(0.4, 0.3), validationAccuracy: Float64Array.of(0.7, 0.8) };
  trials.onEnd(2, trial(1), outcome({ keptEpoch: 1, metrics }));
  expect(told).toEqual([
    ["start", 2, TASK, true, OBJECTIVE],
    ["progress", 2, TASK, at(5)],
    ["progress", 2, TASK, { epoch: 2, epochs: 2, loss: 0.4, accuracy: 0.7 }],
    ["finish", 2, TASK, null],
  ]);
  expect(changes()).toBe(2);
});

test("how many are trained, and how much of them is done, none more than whole", () => {
  const { trials } = open();
  expect([trials.count(), trials.done()]).toEqual([0, 0]);
  trials.onStart(0, trial(1), false);
  trials.onStart(1, trial(2), false);
  expect([trials.count(), trials.done()]).toEqual([2, 0]);
  trials.onProgress(0, trial(1), at(5));
  trials.onProgress(1, trial(2), at(2.5));
  expect(trials.done()).toBe(0.75);
  trials.onProgress(0, trial(1), at(25));
  expect(trials.done()).toBe(1.25);
  trials.onEnd(0, trial(1), outcome({}));
  expect([trials.count(), trials.done()]).toEqual([1, 0.25]);
});

test("what failed is told with its cause and where there is more; what leaves goes without a word", () => {
  const { told, changes, trials } = open();
  for (const id of [1, 2]) trials.onStart(0, trial(id), false);
  told.length = 0;
  trials.onEnd(0, trial(1), outcome({ status: "failed", diagnosis: "it grew" }));
  trials.onEnd(0, trial(2), outcome({ status: "failed" }));
  expect(told).toEqual([
    ["fail", 0, TASK, "it grew", "runs show rates/11", "7/4"],
    ["fail", 0, { ...TASK, id: "rates #12 0.1, seed 3" }, "for an unknown reason", "runs show rates/12", "7/4"],
  ]);
  expect(changes()).toBe(2);
  told.length = 0;
  trials.onEnd(0, trial(1), null);
  trials.onEnd(1, trial(2), outcome({ status: "paused" }));
  expect(told).toEqual([
    ["leave", 0],
    ["leave", 1],
  ]);
  expect([changes(), trials.count()]).toEqual([2, 0]);
});
