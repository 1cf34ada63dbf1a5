import { encodeCheckpoint, layoutOf } from "minibatch";
import type { TrainTask } from "study";
import { expect, test } from "vitest";
import { inventTraining, judgeInvented } from "../../../test/invented-results.ts";
import { FULL_BUDGET } from "../budget.ts";
import { SEQUENCE_BITS, SEQUENCE_UNITS, sequenceNetwork } from "../problems/models.ts";
import { c11 } from "./c11.ts";

/** the first layer of run 0, 1, ... filled by `weightOf`; fewer networks than the budget has, to be quick */
function judge(weightOf: (input: number, unit: number, run: number) => number) {
  return judgeInvented(c11, { ...FULL_BUDGET, neighbours: { seeds: 12 } }, (task) => {
    const run = (task as TrainTask).seed - 101;
    const parameters = new Float32Array(layoutOf(sequenceNetwork()).size);
    for (let input = 0; input < SEQUENCE_BITS; input++) {
      for (let unit = 0; unit < SEQUENCE_UNITS; unit++)
        parameters[input * SEQUENCE_UNITS + unit] = weightOf(input, unit, run);
    }
    const bytes = encodeCheckpoint([{ name: "parameters", values: parameters }], {});
    return { ...inventTraining(task as TrainTask, {}), weights: Buffer.from(bytes).toString("base64") };
  });
}

test("holds when weights vary slowly along the inputs", () => {
  const record = judge((input, unit, run) => Math.sin((input + unit) / 4 + run / 10));
  expect(record.verdict).toBe("holds");
  expect(record.evidence.figures.byChance).toBe(-0.05);
  expect(record.evidence.figures.lag1).toBeGreaterThan(0.8);
  expect(record.evidence.figures.excess).toBeCloseTo((record.evidence.figures.lag1 as number) + 0.05, 12);
  expect(record.evidence.seeds[0]).toBe(101);
});

test("fails when they alternate: neighbours are less alike than in random order", () => {
  const record = judge((input, unit, run) => (-1) ** input * (1 + unit / 100) + (input === run ? 1 : 0));
  expect(record.verdict).toBe("fails");
  expect(record.evidence.summary).toContain("less alike than chance has them");
});

test("is inconclusive when the networks disagree", () => {
  const record = judge((input, unit, run) =>
    run % 2 === 0 ? Math.sin((input + unit) / 4) : (-1) ** input * (1 + unit / 100),
  );
  expect(record.verdict).toBe("inconclusive");
});

test("the page is told that all networks share one data set", () => {
  expect(judge((input) => input).evidence.test).toContain("All networks share one data set");
});

test("the full budget has 200 networks, none of them the report's", () => {
  const seeds = c11.plan(FULL_BUDGET, 1).map((task) => (task as TrainTask).seed);
  expect(seeds).toEqual(Array.from({ length: 200 }, (_, i) => 101 + i));
});
