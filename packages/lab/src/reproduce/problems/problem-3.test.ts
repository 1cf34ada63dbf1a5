import { encodeCheckpoint, layoutOf } from "minibatch";
import { expect, test } from "vitest";
import { inventTraining } from "../../../test/invented-results.ts";
import { FULL_BUDGET } from "../budget.ts";
import { sequenceNetwork } from "./models.ts";
import { foldProblem3, planProblem3 } from "./problem-3.ts";

test("Figures 2, 3 and 4 and the grouped split, each from its own trainings", () => {
  const budget = { ...FULL_BUDGET, permutations: 99 };
  const parameters = Float32Array.from(
    { length: layoutOf(sequenceNetwork()).size },
    (_, i) => Math.trunc(i / 20) + (i % 20) / 100,
  );
  const weights = Buffer.from(encodeCheckpoint([{ name: "parameters", values: parameters }], {})).toString("base64");
  const results = new Map(
    planProblem3(budget, 1).map((task) => {
      const grouped = task.data.set === "sequences" && task.data.split === "grouped";
      const validation = task.optimizer.kind === "adam" ? 0.62 : grouped ? 0.55 : 0.57 + task.seed / 1000;
      const invented = inventTraining(task, { validation, train: 0.7 });
      return [task.id, { ...invented, weights: task.keepWeights ? weights : null }];
    }),
  );
  const record = foldProblem3(budget, 1, results);
  expect(record.figure2.validationAccuracy).toEqual(new Array(50).fill(0.571));
  expect(record.figure2.trainAccuracy).toEqual(new Array(50).fill(0.7));
  expect(record.grouped.runs[4]).toEqual({ seed: 5, validationAccuracy: 0.55, randomSplitAccuracy: 0.575 });
  expect(record.optimizers.map(({ name, runs }) => [name, runs.length])).toEqual([
    ["SGD", 5],
    ["RMSprop", 5],
    ["Adam", 5],
  ]);
  expect(record.optimizers[2]?.runs[0]?.validationAccuracy.at(-1)).toBe(0.62);
  expect(record.weights.values).toHaveLength(20);
  expect(record.weights.values[3]?.[7]).toBeCloseTo(3.07, 6);
  // weights that rise with the input: neighbours as alike as can be
  expect(record.weights.lag1).toBeGreaterThan(0.8);
  expect(record.weights.pValue).toBe(0.01);
});
