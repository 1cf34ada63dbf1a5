import type { WriteStream } from "node:tty";
import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { collectText } from "../../../test/collect-text.ts";
import { screenOf } from "../../../test/screen.ts";
import { createBars } from "./progress-bars.ts";

/** What a terminal of this width is sent. */
function newTerminal(columns: number): { stream: WriteStream; sent: () => string } {
  const { stream, text } = collectText();
  return { stream: Object.assign(stream, { isTTY: true, columns }) as unknown as WriteStream, sent: text };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what a terminal is sent
const CURSOR_MOVE = /\u001B\[[\d;]*[A-H]/g;
const TASK = { kind: "train", id: "problem2/relu-0.02/seed-1" };

test.each([
  [120, 120],
  [60, 60],
  [25, 25],
  // one that does not say, and one that is narrower than is of use
  [0, 80],
  [5, 20],
])(
  "at %i columns every row fits into %i, one for the whole and one per worker, and the cursor comes back",
  (said, columns) => {
    const { stream, sent } = newTerminal(said);
    const bars = createBars(stream, 2);
    bars.onLine("246 trials take about 4 min 20 s here on 2 workers, the figures after 2 min 21 s.");
    bars.onOverall({ phase: "Problem 2", share: 0.25, finished: 3, total: 246, secondsLeft: 200 });
    bars.onStart(1, TASK, false);
    bars.onProgress(1, TASK, { epoch: 12.5, epochs: 50, loss: 0.25, accuracy: 0.9312 });
    bars.onLine("Stopping: checkpoints are being written. Ctrl-C again ends it at once.");
    bars.close();
    bars.onLine("After the bars");

    const raw = sent();
    // a row ends where the cursor is moved, not only at a line's end
    const rows = stripVTControlCharacters(raw.replaceAll(CURSOR_MOVE, "\n")).split(/[\r\n]+/);
    for (const row of rows) expect(row.length).toBeLessThan(columns);
    expect(rows.some((row) => row.startsWith("Problem 2"))).toBe(true);
    expect(rows.some((row) => row.startsWith("problem2"))).toBe(true);
    expect(rows.join(" ").replaceAll(/\s+/g, " ")).toContain("Ctrl-C again ends it at once.");
    expect(rows).toContain("After the bars");
    expect(raw.lastIndexOf("\u001B[?25h")).toBeGreaterThan(raw.lastIndexOf("\u001B[?25l"));
    expect(raw.lastIndexOf("\u001B[?7h")).toBeGreaterThan(raw.lastIndexOf("\u001B[?7l"));
  },
);

test("nothing is drawn before there is something to show: a download may have the terminal", () => {
  const { stream, sent } = newTerminal(80);
  const bars = createBars(stream, 2);
  bars.onLine("a notice");
  bars.close();
  expect(sent()).toBe("a notice\n");
});

/** The rows of a terminal with a sweep on it that has told this. */
function show(
  columns: number,
  rows: number,
  workers: number,
  tell: (bars: ReturnType<typeof createBars>) => void,
): string[] {
  const { stream, sent } = newTerminal(columns);
  const bars = createBars(Object.assign(stream, { rows }), workers);
  bars.onOverall({
    phase: "rates",
    share: 0.5,
    finished: 3,
    failed: 1,
    total: 8,
    secondsLeft: 65,
    best: "best 0.9100 (#2)",
  });
  tell(bars);
  bars.onLine("drawn");
  const shown = screenOf(sent());
  bars.close();
  return shown;
}

test("a worker's line has the best so far of the figure that its trial is judged by, from its first epoch on", () => {
  const shown = show(100, 24, 2, (bars) => {
    bars.onStart(0, { kind: "train", id: "#4 rate 0.1, seed 1" }, false, { metric: "validationLoss", goal: "min" });
    bars.onStart(1, { kind: "train", id: "#5 rate 0.2, seed 1" }, true, { metric: "validationAccuracy", goal: "max" });
    const ended = [
      { validationLoss: 0.5, validationAccuracy: 0.5 },
      { validationLoss: 0.25, validationAccuracy: 0.75 },
      { validationLoss: 0.75, validationAccuracy: 0.25 },
    ];
    const progress = { epoch: 3, epochs: 6, loss: 0.75, accuracy: 0.25, ended };
    bars.onProgress(0, { kind: "train", id: "" }, progress);
    bars.onProgress(1, { kind: "train", id: "" }, progress);
  });
  expect(shown[0]).toBe("drawn");
  expect(shown[1]).toMatch(/^rates █+░+ {3}50% {2}3\/8 trials, 1 failed {2}1:05 left {2}best 0\.9100 \(#2\)$/);
  expect(shown[2]).toMatch(/^#4 rate 0\.1, seed 1 █+▁+░+ {2}epoch 4\/6 {2}best 0\.2500 {2}loss 0\.7500$/);
  expect(shown[3]).toMatch(/^#5 rate 0\.2, seed 1 ▁+█+░+ {2}epoch 4\/6 {2}best 0\.7500 {2}loss 0\.7500$/);
  expect(shown).toHaveLength(4);
});

test("a trial that fails is one line above, and its worker's line is free", () => {
  const task = { kind: "train", id: "#7 rate 1e+20, seed 1" };
  const shown = show(80, 24, 1, (bars) => {
    bars.onStart(0, task, false);
    bars.onFail(0, task, "Training stopped at step 2: the loss is NaN (rate 1e20); lower it", "runs show rates/7");
  });
  expect(shown[0]).toBe("#7 rate 1e+20, seed 1 failed: the loss is NaN; see runs show rates/7");
  expect(shown).toHaveLength(3);
});

test("failures of one configuration that are alike are counted from the third on, and the count stays at the end", () => {
  const { stream, sent } = newTerminal(100);
  const bars = createBars(stream, 1);
  bars.onOverall({ phase: "rates", share: 0.5, finished: 3, failed: 1, total: 8, secondsLeft: 65 });
  const fail = (number: number, diagnosis: string, configuration: string): void => {
    const task = { kind: "train", id: `#${number} rate 9, seed ${number}` };
    bars.onStart(0, task, false);
    bars.onFail(0, task, diagnosis, `runs show rates/${number}`, configuration);
  };
  for (let number = 1; number <= 5; number++) fail(number, `the loss is not finite at step ${number}; lower it`, "0");
  fail(6, "the loss is not finite at step 3; lower it", "1");
  fail(7, "the disk is full", "0");
  const shown = screenOf(sent());
  const failed = (number: number, cause: string): string =>
    `#${number} rate 9, seed ${number} failed: ${cause}; see runs show rates/${number}`;
  const lines = [
    failed(1, "the loss is not finite at step 1"),
    failed(2, "the loss is not finite at step 2"),
    failed(6, "the loss is not finite at step 3"),
    failed(7, "the disk is full"),
    "and 3 more failed as others of their configuration did",
  ];
  expect(shown.slice(0, 5)).toEqual(lines);
  bars.close();
  bars.close();
  expect(screenOf(sent())).toEqual(lines);
});

test("names of wide letters have the room that they take", () => {
  const shown = show(100, 24, 1, (bars) => {
    bars.onStart(0, { kind: "train", id: "#1 学習率の予熱, seed 1" }, false);
    bars.onStart(0, { kind: "train", id: "#2 sgd" }, false);
  });
  // as wide as the widest so far: 23 cells, and one before the bar
  expect(shown.at(-1)!.search(/░/)).toBe(24);
});

test("more workers than the terminal has rows are counted, not drawn over what is above", () => {
  const shown = show(80, 6, 9, (bars) => {
    for (let thread = 0; thread < 9; thread++) bars.onStart(thread, { kind: "train", id: `#${thread}` }, false);
  });
  // the line that stays, and five rows: one less than there are
  expect(shown.slice(1).map((row) => row.split(" ")[0])).toEqual(["rates", "#0", "#1", "#2", "and"]);
  expect(shown.at(-1)).toBe("and 6 more workers");
});

test("what is done before there is anything to show stands in the last row, and gives way", () => {
  const { stream, sent } = newTerminal(40);
  const bars = createBars(stream, 1);
  bars.onStatus("rates: loading its data, which takes longer than a line has room for");
  expect(screenOf(sent())).toEqual(["rates: loading its data, which takes"]);
  bars.onOverall({ phase: "rates", share: 0, finished: 0, total: 8, secondsLeft: null });
  expect(screenOf(sent())[0]).toMatch(/^rates ░+/);
  bars.close();
  expect(screenOf(sent())).toEqual([]);
});
