import type { TrialStatus } from "study";
import { expect, test } from "vitest";
import { describeCounts, describeStatus, formatSign, tellHowToGoOn, trialStatus } from "./describe-status.ts";
import type { Life } from "./find-life.ts";

const none = { ready: 0, running: 0, paused: 0, finished: 0, failed: 0, pruned: 0, cancelled: 0 };

test.each<[Partial<Record<TrialStatus, number>>, number, boolean, string]>([
  [{ finished: 3, running: 2, ready: 10 }, 15, false, "running 3/15"],
  [{ finished: 3, running: 2, ready: 4 }, 15, false, "running 3/15"],
  [{ finished: 3, ready: 12 }, 15, false, "waiting 3/15"],
  [{ finished: 6 }, 15, false, "waiting 6/15"],
  [{}, 0, false, "waiting 0/0"],
  [{ finished: 15 }, 15, false, "finished"],
  [{ finished: 9, pruned: 6 }, 15, false, "finished"],
  [{ finished: 13, failed: 2 }, 15, false, "finished, 2 failed"],
  [{ failed: 15 }, 15, false, "failed"],
  [{ finished: 3, cancelled: 12 }, 15, true, "cancelled"],
  [{ finished: 3, running: 1, cancelled: 11 }, 15, true, "cancelling 14/15"],
])("%j of %i (cancelled: %s): %s", (counts, expectedTrials, cancelled, words) => {
  expect(describeStatus({ counts: { ...none, ...counts }, expectedTrials, cancelled })).toBe(words);
});

const counts = { ...none, finished: 3, running: 2, ready: 10 };
const at = new Date(2026, 10, 28, 14, 3);
test.each<[Partial<Record<TrialStatus, number>>, Life | null, boolean, string]>([
  [{}, { kind: "working" }, false, "running 3/15"],
  [{}, { kind: "idle" }, false, "stopped 3/15"],
  [{}, { kind: "queued" }, false, "waiting 3/15"],
  [{}, { kind: "killed", at, command: null }, false, "killed at 2026-11-28 14:03, 3/15"],
  [{ running: 0 }, { kind: "working" }, false, "running 3/15"],
  [{ running: 0 }, { kind: "killed", at, command: null }, false, "killed at 2026-11-28 14:03, 3/15"],
  [{ ready: 0 }, { kind: "working" }, true, "cancelling 3/15"],
  [{ running: 0, ready: 0, cancelled: 12 }, { kind: "killed", at, command: null }, true, "cancelled"],
  [{ running: 0, ready: 0, finished: 15 }, { kind: "killed", at, command: null }, false, "finished"],
])("%j, where the lock or the heartbeats say %j (cancelled: %s): %s", (changed, life, cancelled, words) => {
  expect(describeStatus({ counts: { ...counts, ...changed }, expectedTrials: 15, cancelled }, life)).toBe(words);
});

test("a moment of today is told without its date, one of another day with it", () => {
  expect(formatSign(at, new Date(2026, 10, 28, 23, 59))).toBe("14:03");
  expect(formatSign(at, new Date(2026, 10, 29, 0, 0))).toBe("2026-11-28 14:03");
});

test("a trial that a killed worker was training is killed, the others are what they are", () => {
  const life: Life = { kind: "killed", at, command: null };
  expect(trialStatus("running", life)).toBe("killed at 2026-11-28 14:03");
  expect(trialStatus("finished", life)).toBe("finished");
  expect(trialStatus("running", { kind: "working" })).toBe("running");
  expect(trialStatus("running", { kind: "idle" })).toBe("stopped");
  expect(trialStatus("ready", { kind: "idle" })).toBe("ready");
  expect(trialStatus("running", null)).toBe("running");
});

test("the command that goes on is told of what was killed, and of nothing else", () => {
  expect(tellHowToGoOn("a", { kind: "killed", at, command: "minibatch sweep a.yaml" })).toBe(
    "a was killed and goes on from its last epochs with: minibatch sweep a.yaml",
  );
  expect(tellHowToGoOn("a", { kind: "killed", at, command: null })).toContain("the command that trained it again");
  expect(tellHowToGoOn("a", { kind: "idle" })).toBeNull();
});

test("counts name what there is", () => {
  expect(describeCounts({ ...none, ready: 3, running: 1, finished: 10, failed: 2 })).toBe(
    "10 finished, 2 failed, 3 ready, 1 running",
  );
  expect(describeCounts(none)).toBe("none");
});
