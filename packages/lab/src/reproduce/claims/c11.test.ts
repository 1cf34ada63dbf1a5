import { encodeCheckpoint, layoutOf } from "minibatch";
import { expect, test } from "vitest";
import { inventTraining, judgeInvented } from "../../../test/invented-results.ts";
import type { TrainTask } from "../../run/train-task.ts";
import { FULL_BUDGET } from "../budget.ts";
import { SEQUENCE_BITS, SEQUENCE_UNITS, sequenceNetwork } from "../models.ts";
import { c11 } from "./c11.ts";

/** every network's first layer filled by `weightOf`; fewer permutations than the budget has, to be quick */
function judge(weightOf: (input: number, unit: number) => number) {
  return judgeInvented(c11, { ...FULL_BUDGET, permutations: 499 }, (task) => {
    const parameters = new Float32Array(layoutOf(sequenceNetwork()).size);
    for (let input = 0; input < SEQUENCE_BITS; input++) {
      for (let unit = 0; unit < SEQUENCE_UNITS; unit++)
        parameters[input * SEQUENCE_UNITS + unit] = weightOf(input, unit);
    }
    const bytes = encodeCheckpoint([{ name: "parameters", values: parameters }], {});
    return { ...inventTraining(task as TrainTask, {}), weights: Buffer.from(bytes).toString("base64") };
  });
}

test("holds when weights vary slowly along the inputs", () => {
  const record = judge((input, unit) => Math.sin((input + unit) / 4));
  expect(record.verdict).toBe("holds");
  expect(record.evidence.figures.pValue).toBe(1 / 500);
  expect(record.evidence.figures.lag1).toBeGreaterThan(0.8);
});

test("fails when they alternate: neighbours are less alike than in random order", () => {
  const record = judge((input, unit) => (-1) ** input * (1 + unit / 100));
  expect(record.verdict).toBe("fails");
  expect(record.evidence.summary).toContain("less alike than chance has them");
});

test("is inconclusive when the order does not matter", () => {
  expect(judge((input) => [3, -1, 2, 0, -3, 1, -2, 4, 0, -4][(input * 3) % 10]! + (input % 3)).verdict).toBe(
    "inconclusive",
  );
});
