import fc from "fast-check";
import { expect, test } from "vitest";
import { textWidth } from "../terminal/text-width.ts";
import { causeOf, formatFailure, formatOverall, formatTrials, type TrialState, widestName } from "./progress-lines.ts";

const TRIAL: TrialState = {
  name: "problem2/relu-0.02/seed-1",
  epoch: 4.5,
  epochs: 10,
  loss: 0.08092,
  best: [0.5, 0.75, 0.75, 0.9788],
  secondsLeft: 23.4,
};
const OVERALL = { phase: "Problem 2", share: 0.456, finished: 7, total: 161, secondsLeft: 125 };

const formatTrial = (trial: TrialState, width: number, names = 0): string =>
  formatTrials([trial], width, names)[0] as string;

test("a wide terminal shows everything: four epochs of the best so far, half of the fifth, what is to come", () => {
  expect(formatTrial(TRIAL, 120)).toBe(
    "problem2/relu-0.02/seed-1 ▁▁▁▁▅▅▅▅▅▅▅▅████▒▒░░░░░░░░░░░░░░░░░░░░░░  epoch  5/10  best 0.9788  0:23 left  loss 0.0809",
  );
  expect(formatOverall(OVERALL, 120)).toBe(
    "Problem 2 ██████████████████░░░░░░░░░░░░░░░░░░░░░░   45%  7/161 trials  2:05 left",
  );
  expect(formatOverall({ ...OVERALL, failed: 2, best: "best 0.9788 (#3)" }, 120)).toContain(
    "  7/161 trials, 2 failed  2:05 left  best 0.9788 (#3)",
  );
  expect(formatOverall({ ...OVERALL, failed: 0 }, 120)).not.toContain("failed");
});

test("narrower ones leave out the loss, shorten the figures, then leave out the time, the best, the bar", () => {
  expect([100, 79, 59, 45, 39, 30, 20].map((width) => formatTrial(TRIAL, width))).toEqual([
    "problem2/relu-0.02/seed-1 ▁▁▅▅▅▅▅██▒░░░░░░░░░░░░░░  epoch  5/10  best 0.9788  0:23 left  loss 0.0809",
    "problem2/relu-0.02/seed-1 ▁▅▅▅██▒░░░░░░░░░  epoch  5/10  best 0.9788  0:23 left",
    "problem2/relu-…2/seed-1 ▁▅▅▅█▒░░░░░░░░   5/10  0.9788  0:23",
    "problem2/re…seed-1 ▁▅▅█░░░░░░░   5/10  0.9788",
    "problem2/…eed-1 ▁▅▅▅██▒░░░░░░░░░   5/10",
    "problem…ed-1 ▁▅▅█░░░░░░   5/10",
    "problem2…eed-1  5/10",
  ]);
});

test("a name that just fits is whole, one that is a character longer is cut in its middle; none is ever blank", () => {
  const width = 100;
  const fits = "n".repeat(widestName(width));
  expect(widestName(width)).toBe(40);
  expect(formatTrial({ ...TRIAL, name: fits }, width)).toMatch(/^n{40} ▁/);
  expect(formatTrial({ ...TRIAL, name: `#12 ${fits}` }, width)).toMatch(/^#12 n{20}…n{15} ▁/);
  for (let narrow = 20; narrow <= 200; narrow++) {
    expect(formatTrial({ ...TRIAL, name: `#12 ${"long ".repeat(40)}seed 1` }, narrow)).toMatch(/^#12 /);
  }
});

test("names and bars of trials that are beside each other have one width", () => {
  const starting = { ...TRIAL, name: "#10 longer", epoch: 0, epochs: 0, best: [], loss: null, secondsLeft: null };
  const lines = formatTrials([{ ...TRIAL, name: "#1 a" }, starting], 80);
  expect(lines).toEqual([
    "#1 a       ▁▅▅▅▅██▒░░░░░░░░░░░  epoch  5/10  best 0.9788  0:23 left  loss 0.0809",
    "#10 longer ░░░░░░░░░░░░░░░░░░░  starts",
  ]);
  expect(formatTrials([starting], 80, 20)[0]).toMatch(/^#10 longer {11}░{40} {2}starts$/);
  expect(formatTrials([], 80)).toEqual([]);
});

test("a loss is judged by going down, and more epochs than cells have a cell for the last of each part", () => {
  const best = Array.from({ length: 100 }, (_, i) => 1 / (i + 1));
  const line = formatTrial({ ...TRIAL, best, epoch: 100, epochs: 100, name: "a" }, 60);
  expect(line).toMatch(/^a [▁▂▃▄▅▆▇█]{10,40} {2}/);
  expect(line[2]).toBe("█");
  expect(formatTrial({ ...TRIAL, best: [Number.NaN], epoch: 1 }, 79)).toContain("×");
});

test("no state on any terminal gives more than one line of its width", () => {
  const figure = fc.option(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }));
  const state = fc.record({
    name: fc.string({ unit: "grapheme-ascii" }),
    epoch: fc.double({ min: 0, max: 50, noNaN: true }),
    epochs: fc.constant(50),
    loss: figure,
    best: fc.array(fc.double({ min: 0 }), { maxLength: 50 }),
    secondsLeft: fc.option(fc.integer({ min: 0, max: 1e6 })),
  });
  fc.assert(
    fc.property(state, fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 99 }), (trial, width, names) => {
      expect(formatTrial(trial, width, names).length).toBeLessThanOrEqual(width);
      expect(formatFailure(trial.name, "a cause; and more", "runs show a/1", width).length).toBeLessThanOrEqual(width);
    }),
  );
});

test("the last moment of the last epoch is not the epoch after it", () => {
  expect(formatTrial({ ...TRIAL, epoch: 10 }, 120)).toContain("epoch 10/10");
});

test("a trial that has told nothing yet starts", () => {
  expect(formatTrial({ ...TRIAL, best: [], epoch: 0, epochs: 0 }, 60)).toMatch(
    /^problem2\/relu-…02\/seed-1 ░+ {2}starts$/,
  );
});

test("a loss keeps its width while it falls", () => {
  const losses = [12345.6, 123.456, 23.4567, 2.5, 0.00004].map(
    (loss) => formatTrial({ ...TRIAL, loss }, 120).match(/loss (\S+)/)![1],
  );
  expect(losses).toEqual(["1.2e+4", "123.5", "23.46", "2.5000", "0.0000"]);
});

const DIVERGED =
  "Training stopped at step 2: the output of output is -Infinity at index 0 (learning rate 100000000000000000000); most likely the activations grew past what float32 holds: lower the learning rate, or use smaller initial weights";

test("a failure is one line: who, why in a few words, and where there is more", () => {
  const name = "#12 rate 1e+20, momentum 0.5, seed 1";
  const told = (width: number): string => formatFailure(name, DIVERGED, "runs show rates/12", width);
  expect(told(120)).toBe(`${name} failed: the output of output is -Infinity at index 0; see runs show rates/12`);
  expect(told(86)).toBe(`${name} failed: the output of ou…; see runs show rates/12`);
  expect(told(79)).toBe("#12 rate 1e+20, momentum 0.5 failed: the output of out…; see runs show rates/12");
  expect(told(59)).toBe("#12 rate 1e+20, m… failed: the out…; see runs show rates/12");
  expect(told(30)).toBe("#12 failed: the output of out…");
  expect(formatFailure(name, DIVERGED, "runs show momentum-and-rates/12", 59)).toBe(
    "#12 failed: the outpu…; see runs show momentum-and-rates/12",
  );
  expect(formatFailure(`rates ${name}`, DIVERGED, "runs show rates/12", 79)).toMatch(
    /^rates #12 rate 1e\+20, momentum 0\.5 failed: the out/,
  );
  expect(formatFailure("#3", "gone", "runs show rates/3", 79)).toBe("#3 failed: gone; see runs show rates/3");
  // what just fits is whole
  const whole = "#12 failed: the output of output is -Infinity at index 0; see runs show rates/12";
  expect(formatFailure("#12", DIVERGED, "runs show rates/12", whole.length)).toBe(whole);
  expect(formatFailure("#12", DIVERGED, "runs show rates/12", whole.length - 1)).toContain("at index…;");
  expect(formatFailure("#12 a", "a cause", "runs show x/12", 19)).toBe("#12 failed: a cause");
  expect(formatFailure("#12 a", "a cause", "runs show x/12", 18)).toBe("#12 failed: a cau…");
});

test("failures are alike whatever the numbers in them", () => {
  expect(causeOf(DIVERGED)).toBe("the output of output is # at index #");
  expect(causeOf(DIVERGED.replace("-Infinity at index 0", "NaN at index 12"))).toBe(causeOf(DIVERGED));
  expect(causeOf("the loss is NaN; lower it")).not.toBe(causeOf(DIVERGED));
});

test.each([20, 40, 79, 120])(
  "wide letters take their room at %i columns, and names stand under each other",
  (width) => {
    const names = ["#1 学習率の予熱, 漢字, seed 1", "#2 sgd, seed 1", "#3 é学学学学学学学学学学学学学学学, seed 1"];
    const lines = formatTrials(
      names.map((name) => ({ ...TRIAL, name })),
      width,
    );
    for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(width);
    // the bars begin in one column
    if (width > 40) expect(new Set(lines.map((line) => textWidth(line.slice(0, line.search(/[▁-█▒░]/))))).size).toBe(1);
    expect(textWidth(formatFailure(names[2]!, DIVERGED, "runs show 漢字/12", width))).toBeLessThanOrEqual(width);
  },
);
