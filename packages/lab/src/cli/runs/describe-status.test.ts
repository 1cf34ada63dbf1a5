import { expect, test } from "vitest";
import type { TrialStatus } from "../../sweep/sweep-state.ts";
import { describeCounts, describeStatus } from "./describe-status.ts";

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

test("counts name what there is", () => {
  expect(describeCounts({ ...none, ready: 3, running: 1, finished: 10, failed: 2 })).toBe(
    "10 finished, 2 failed, 3 ready, 1 running",
  );
  expect(describeCounts(none)).toBe("none");
});
