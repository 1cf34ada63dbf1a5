import { expect, test } from "vitest";
import { activationOf, inventTraining, judgeInvented } from "../../../test/invented-results.ts";
import { FULL_BUDGET } from "../budget.ts";
import type { LargeUpdateTask } from "../tasks/large-update.ts";
import { c12 } from "./c12.ts";

/** accuracy .9 before, and after the updates of x1, x10 and x100 */
function judge(after: (activation: string, seed: number) => readonly number[], diverged = false) {
  return judgeInvented(c12, FULL_BUDGET, (task) => {
    const { training } = task as LargeUpdateTask;
    const figures = inventTraining(training, { validation: 0.9, diverged });
    return { training: figures, before: 0.9, after: after(activationOf(training), training.seed) };
  });
}

test("holds when tanh keeps more", () => {
  const record = judge((activation) => (activation === "tanh" ? [0.9, 0.81, 0.45] : [0.9, 0.81, 0.09]));
  expect(record.verdict).toBe("holds");
  expect(record.evidence.summary).toContain("x100 leaves tanh 50.00% and ReLU 10.00% of its accuracy");
  expect(record.evidence.test).toContain("the first 5 batches of the rows that they were trained on");
});

test("fails when ReLU keeps more, whatever an update of the usual size leaves", () => {
  expect(judge((activation) => (activation === "tanh" ? [0.9, 0.8, 0.2] : [0.9, 0.8, 0.4])).verdict).toBe("fails");
  expect(judge((activation) => (activation === "tanh" ? [0.9, 0.8, 0.2] : [0.1, 0.8, 0.4])).verdict).toBe("fails");
});

test("is inconclusive when the seeds disagree, or both keep the same", () => {
  expect(judge((activation) => (activation === "tanh" ? [0.9, 0.8, 0.4] : [0.1, 0.8, 0.4])).verdict).toBe(
    "inconclusive",
  );
  const record = judge((activation, seed) => [0.9, 0.8, activation === "tanh" ? 0.4 + 0.2 * (-1) ** seed : 0.4]);
  expect(record.verdict).toBe("inconclusive");
});

test("a training that diverged before the update is an error", () => {
  expect(() => judge(() => [0.9, 0.9, 0.9], true)).toThrow("needs to stay finite");
});
