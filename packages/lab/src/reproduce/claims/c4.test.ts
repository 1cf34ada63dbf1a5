import { expect, test } from "vitest";
import { activationOf, judgeTrainings } from "../../../test/invented-results.ts";
import { FULL_BUDGET, THOROUGH_BUDGET } from "../budget.ts";
import { c4 } from "./c4.ts";

/** `changes` at fresh seeds in turn, by configuration: with - without the decay */
function judge(changes: Readonly<Record<string, readonly number[]>>, budget = FULL_BUDGET) {
  return judgeTrainings(c4, budget, (task) => {
    if (task.optimizer.schedule.kind !== "step") return { validation: 0.95 };
    const of = changes[`${activationOf(task)} ${task.optimizer.learningRate}`] ?? WITHIN;
    return { validation: 0.95 + of[(task.seed - 101) % of.length]! };
  });
}

const WITHIN = [-0.001, 0.0005, -0.0015];
const OUTSIDE = [-0.02, -0.021, -0.019];
const ACROSS = [-0.004, -0.006, -0.005];

test("holds when every configuration's interval lies within the margin, at fresh seeds", () => {
  const record = judge({});
  expect(record.verdict).toBe("holds");
  expect(record.evidence.seeds).toEqual([101, 102, 103]);
  expect(record.evidence.summary).toContain("Holds at tanh 0.005, at tanh 0.02 and at ReLU 0.02.");
  expect(record.evidence.tables[0]!.rows).toHaveLength(9);
});

test("holds in part when one holds and another fails, and says first which, whatever the third does", () => {
  for (const third of [WITHIN, ACROSS]) {
    const record = judge({ "tanh 0.005": OUTSIDE, "tanh 0.02": third });
    expect(record.verdict).toBe("in part");
    expect(record.evidence.summary).toMatch(/^Holds at .*ReLU 0\.02, fails at tanh 0\.005/);
    expect(record.evidence.figures["tanh0.005.high"]).toBeLessThan(-0.005);
  }
});

test("fails when every interval lies outside, on either side", () => {
  const above = OUTSIDE.map((change) => -change);
  expect(judge({ "tanh 0.005": OUTSIDE, "tanh 0.02": above, "relu 0.02": OUTSIDE }).verdict).toBe("fails");
});

test("is inconclusive when one crosses the margin and none is of the other kind", () => {
  expect(judge({ "tanh 0.02": ACROSS }).verdict).toBe("inconclusive");
  expect(judge({ "tanh 0.005": OUTSIDE, "tanh 0.02": ACROSS, "relu 0.02": OUTSIDE }).verdict).toBe("inconclusive");
});

test("thorough: all six configurations at five seeds", () => {
  const record = judge({ "relu 0.01": OUTSIDE }, THOROUGH_BUDGET);
  expect(record.evidence.seeds).toEqual([101, 102, 103, 104, 105]);
  expect(record.evidence.tables[0]!.rows).toHaveLength(30);
  expect(record.evidence.summary).toContain("fails at ReLU 0.01.");
});
