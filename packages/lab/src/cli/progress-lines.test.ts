import fc from "fast-check";
import { expect, test } from "vitest";
import { formatOverall, formatTrial, type TrialState } from "./progress-lines.ts";

const TRIAL: TrialState = {
  name: "problem2/relu-0.02/seed-1",
  epoch: 12.5,
  epochs: 50,
  loss: 0.08092,
  accuracy: 0.9788,
  secondsLeft: 23.4,
};

test("a wide terminal shows everything", () => {
  expect(formatTrial(TRIAL, 120)).toBe(
    "problem2/relu-0.02/seed-1      ██████░░░░░░░░░░░░░░░░░░  epoch 13/50  accuracy 0.9788  loss 0.0809  0:23 left",
  );
  const overall = { phase: "Problem 2", share: 0.456, finished: 7, total: 161, secondsLeft: 125 };
  expect(formatOverall(overall, 120)).toBe(
    "Problem 2                      ██████████░░░░░░░░░░░░░░   45%  7/161 trials  2:05 left",
  );
});

test("narrower ones shorten the figures, then leave out the time, the loss, the accuracy, the bar", () => {
  expect([79, 68, 52, 45, 30].map((width) => formatTrial(TRIAL, width))).toEqual([
    "problem2/relu-0.02/seed-1      ██░░░░░░░░  13/50  acc 0.9788  loss 0.0809  0:23",
    "problem2/relu-0.02/seed-1     █░░░░░  13/50  acc 0.9788  loss 0.0809",
    "problem2/relu-0.02/seed-1  █░░░░░  13/50  acc 0.9788",
    "problem2/relu-0.02/seed-1      █░░░░░░  13/50",
    "problem2/relu-0.02/seed… 13/50",
  ]);
});

test("no state on any terminal gives more than one line of its width", () => {
  const figure = fc.option(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }));
  const state = fc.record({
    name: fc.string({ unit: "grapheme-ascii" }),
    epoch: fc.double({ min: 0, max: 50, noNaN: true }),
    epochs: fc.constant(50),
    loss: figure,
    accuracy: figure,
    secondsLeft: fc.option(fc.integer({ min: 0, max: 1e6 })),
  });
  fc.assert(
    fc.property(state, fc.integer({ min: 1, max: 200 }), (trial, width) => {
      expect(formatTrial(trial, width).length).toBeLessThanOrEqual(width);
    }),
  );
});

test("the last moment of the last epoch is not the epoch after it", () => {
  expect(formatTrial({ ...TRIAL, epoch: 50 }, 120)).toContain("epoch 50/50");
});

test("a trial that has told nothing yet starts", () => {
  expect(formatTrial({ ...TRIAL, epoch: 0, epochs: 0 }, 60)).toMatch(/^problem2\/relu-0\.02\/seed-1 +░+ {2}starts$/);
});

test("a loss keeps its width while it falls", () => {
  const losses = [12345.6, 123.456, 23.4567, 2.5, 0.00004].map(
    (loss) => formatTrial({ ...TRIAL, loss }, 120).match(/loss (\S+)/)![1],
  );
  expect(losses).toEqual(["1.2e+4", "123.5", "23.46", "2.5000", "0.0000"]);
});
