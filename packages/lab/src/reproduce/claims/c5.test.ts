import type { TrainTask } from "study";
import { expect, test } from "vitest";
import { activationOf, type InventedFigures, judgeTrainings } from "../../../test/invented-results.ts";
import { FULL_BUDGET } from "../budget.ts";
import { c5 } from "./c5.ts";

/** At the usual rate ReLU and tanh reach 95%; `atLarge` says what ReLU does above it, by rate and run (0, 1, ...). */
function judge(atLarge: (rate: number, run: number) => InventedFigures) {
  return judgeTrainings(c5, FULL_BUDGET, (task: TrainTask) => {
    const rate = task.optimizer.learningRate;
    if (activationOf(task) === "tanh") return { validation: 0.9 };
    return rate === 0.1 ? { validation: 0.95, deadUnits: 0.01 } : atLarge(rate, task.seed - 101);
  });
}

const dies = (run: number): InventedFigures => ({ validation: 0.5 + run / 100, deadUnits: 0.4 + run / 100 });
const works: InventedFigures = { validation: 0.95, deadUnits: 0.02 };
const diverges: InventedFigures = { diverged: true };

test("holds when at every rate units die and accuracy falls", () => {
  const record = judge((_, run) => dies(run));
  expect(record.verdict).toBe("holds");
  expect(record.evidence.seeds).toEqual([101, 102, 103, 104, 105]);
  expect(record.evidence.summary).toMatch(/^Holds at 1, at 1\.2, at 1\.5 and at 2\./);
  expect(record.evidence.summary).toContain(
    "at rate 2, 42.00% of the units are dead [40.04%, 43.96%], 0 of 5 runs diverge",
  );
});

test("three of five diverged runs are enough, two are not", () => {
  const whenDiverging = (count: number) =>
    judge((_, run) => (run < count ? diverges : { validation: 0.5, deadUnits: 0 }));
  expect(whenDiverging(3).verdict).toBe("holds");
  expect(whenDiverging(2).verdict).toBe("fails");
  expect(judge(() => diverges).evidence.summary).toContain("no run ends its first epoch, 5 of 5 runs diverge");
});

test("fails when nothing happens at any rate", () => {
  expect(judge(() => works).verdict).toBe("fails");
});

test("dead units alone are not enough, nor a fall alone, nor a fall within the margin", () => {
  expect(judge(() => ({ validation: 0.95, deadUnits: 0.4 })).verdict).toBe("fails");
  expect(judge(() => ({ validation: 0.5, deadUnits: 0.05 })).verdict).toBe("fails");
  expect(judge(() => ({ validation: 0.946, deadUnits: 0.4 })).verdict).toBe("fails");
  expect(judge(() => ({ validation: 0.944, deadUnits: 0.4 })).verdict).toBe("holds");
});

test("an interval that reaches down to 10% does not hold there", () => {
  expect(judge((_, run) => ({ validation: 0.5, deadUnits: run * 0.08 })).verdict).toBe("fails");
});

test("holds in part when some rates break it, and says first which", () => {
  const record = judge((rate, run) => (rate < 1.5 ? works : dies(run)));
  expect(record.verdict).toBe("in part");
  expect(record.evidence.summary).toMatch(/^Holds at 1\.5 and at 2, fails at 1 and at 1\.2\./);
});

test("tanh at the same rates and the ranges of both are told beside, and change nothing", () => {
  const record = judge((_, run) => dies(run));
  expect(record.evidence.summary).toContain("tanh reaches 90.00%, 90.00%, 90.00%, 90.00% at the same rates");
  expect(record.evidence.summary).toMatch(
    /ReLU is usable up to a rate of 0\.1\d, tanh up to 2\.00 \(5 of 5 runs lie outside/,
  );
  for (const edge of record.evidence.figures.reluEdges as number[]) expect(String(edge).length).toBeLessThanOrEqual(6);
});

test("the share of dead units is told at each rate, the usual one first", () => {
  const [, dead] = judge((rate) => (rate === 1 ? diverges : { validation: 0.5, deadUnits: 0.25 })).evidence.charts;
  expect(dead?.series[0]?.points).toEqual([
    [0.1, 0.01],
    [1, null],
    [1.2, 0.25],
    [1.5, 0.25],
    [2, 0.25],
  ]);
});
