import { expect, test } from "vitest";
import { queueExperiment } from "../../../test/queue-experiment.ts";
import type { TimeLeft } from "../../progress/time-left.ts";
import { measureTrial } from "../../progress/trial-work.ts";
import type { TrialOutcome, TrialRecord } from "../../store/store.ts";
import { timeTrials } from "./time-trials.ts";

const spec = queueExperiment({ parameters: {} });
const trial = (id: number, epochs = 0): TrialRecord =>
  ({ id, experimentId: id, epochs, parameters: {}, seed: 1 }) as unknown as TrialRecord;

/** What the clock is told, in order; what the display is told stands between. */
function open(known: (trial: TrialRecord) => boolean) {
  const told: unknown[][] = [];
  const write =
    (name: string) =>
    (...words: unknown[]): void =>
      void told.push([name, ...words]);
  const timeLeft = {
    ...{ begin: write("begin"), advance: write("advance"), end: write("end"), leave: write("leave") },
  } as unknown as TimeLeft;
  const trials = { onStart: write("start"), onProgress: write("progress"), onEnd: write("over") };
  return { told, timed: timeTrials(timeLeft, trials, (one) => (known(one) ? spec : null)) };
}

test("the mean is of the trials that began and can be told; before there is one it is nothing", () => {
  const { timed } = open(({ id }) => id !== 3);
  expect(timed.meanWork()).toEqual({ steps: 0, rowWeights: 0 });
  const work = measureTrial(spec, {}, 1);
  for (const id of [1, 2, 3]) timed.events.onStart(0, trial(id), false);
  expect(timed.meanWork()).toEqual(work);
});

test("the clock is told before the display: a resumed trial begins where it stands, one that leaves is not over", () => {
  const { told, timed } = open(() => true);
  const outcome = (status: string): TrialOutcome => ({ status }) as TrialOutcome;
  timed.events.onStart(0, trial(1, spec.training.epochs / 2), true);
  timed.events.onProgress(0, trial(1), { epoch: 30, epochs: 10, loss: null, accuracy: null });
  timed.events.onEnd(0, trial(1), outcome("failed"));
  for (const end of [null, outcome("paused"), outcome("finished")]) timed.events.onEnd(0, trial(2), end);
  expect(told.map(([name]) => name)).toEqual(
    ["begin", "start", "advance", "progress", "end", "over"].concat(["leave", "over", "leave", "over", "end", "over"]),
  );
  expect(told[0]).toEqual(["begin", 1, 0, measureTrial(spec, {}, 1), 0.5]);
  expect(told[2]).toEqual(["advance", 1, 1]);
  expect([told[4], told[10]]).toEqual([
    ["end", 1, true],
    ["end", 2, false],
  ]);
});
