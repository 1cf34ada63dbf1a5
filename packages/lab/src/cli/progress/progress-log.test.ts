import { expect, test } from "vitest";
import { collectText } from "../../../test/collect-text.ts";
import { createLog } from "./progress-log.ts";

test("a line per phase, per finished trial, and now and then while long ones run", () => {
  const { stream, text } = collectText();
  let nowMs = 0;
  const log = createLog(stream, () => nowMs);
  const task = { kind: "train", id: "problem2/relu" };
  const overall = (phase: string, share: number) =>
    log.onOverall({ phase, share, finished: 0, total: 9, secondsLeft: 61 });

  log.onLine("9 trials take about 1 min here.");
  overall("Problem 2", 0);
  log.onStart(0, task, false);
  for (let second = 1; second <= 40; second++) {
    nowMs = 1000 * second;
    log.onProgress(0, task, { epoch: second / 10, epochs: 4, loss: 1 / second, accuracy: null });
    overall("Problem 2", second / 100);
  }
  log.onFinish(0, task, {});
  overall("Claims", 0.5);
  log.onStart(0, { kind: "collapse-layers", id: "claims/silent" }, false);
  nowMs += 500;
  log.onFinish(0, { kind: "collapse-layers", id: "claims/silent" }, {});
  log.close();

  expect(text().split("\n")).toEqual([
    "9 trials take about 1 min here.",
    "Problem 2:",
    "[ 15%] 0/9 trials, about 1 min 01 s left",
    "[ 30%] 0/9 trials, about 1 min 01 s left",
    "[ 40%] problem2/relu: 40 s, loss 0.0250",
    "Claims:",
    "[ 50%] claims/silent: 0.5 s",
    "",
  ]);
});

test("trials that end right after a line are counted in the next one, with what is counted", () => {
  const { stream, text } = collectText();
  let nowMs = 1000;
  const log = createLog(stream, () => nowMs);
  log.onOverall({ phase: "rates", share: 0, finished: 0, total: 9, secondsLeft: null });
  const finish = (id: string, afterMs: number) => {
    log.onStart(0, { kind: "train", id }, false);
    nowMs += afterMs;
    log.onFinish(0, { kind: "train", id }, {});
  };
  for (const [id, afterMs] of [
    ["#0", 100],
    ["#1", 99],
    ["#2", 200],
    ["#3", 1],
    ["#4", 1],
    ["#5", 100],
  ] as const) {
    finish(id, afterMs);
  }
  expect(text().split("\n")).toEqual([
    "rates:",
    "[  0%] #0: 0.1 s",
    "[  0%] #2: 0.2 s, and 1 more trial since the last line",
    "[  0%] #5: 0.1 s, and 2 more trials since the last line",
    "",
  ]);
});

test("what is done before there is anything to tell is told once, where nothing else was", () => {
  const { stream, text } = collectText();
  const log = createLog(stream, () => 0);
  log.onStatus(null);
  log.onStatus("rates: loading its data");
  log.onStatus("rates: starting 2 workers");
  log.onOverall({ phase: "rates", share: 0, finished: 0, total: 9, secondsLeft: null });
  expect(text()).toBe("rates: loading its data\nrates:\n");
  const other = collectText();
  const later = createLog(other.stream, () => 0);
  later.onLine("SYNTHETIC data");
  later.onStatus("rates: starting 2 workers");
  expect(other.text()).toBe("SYNTHETIC data\n");
});
