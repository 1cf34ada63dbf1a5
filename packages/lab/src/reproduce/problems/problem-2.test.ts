import type { TrainTask } from "study";
import { expect, test } from "vitest";
import { expectClose } from "../../../../minibatch/test/expect-close.ts";
import { type InventedFigures, inventTraining } from "../../../test/invented-results.ts";
import { FULL_BUDGET } from "../budget.ts";
import { foldProblem2, planProblem2 } from "./problem-2.ts";

const answer = (invent: (task: TrainTask) => InventedFigures) =>
  new Map(planProblem2(FULL_BUDGET, 1).map((task) => [task.id, inventTraining(task, invent(task))]));

test("six sweeps with 50 figures each, and the best as mean, sd and interval of five", () => {
  const test = (task: TrainTask) => ({ accuracy: 0.98 + task.seed / 1000, loss: 0.08 - task.seed / 1000 });
  const record = foldProblem2(
    FULL_BUDGET,
    1,
    answer((task) => ({ validation: 0.9, train: task.optimizer.learningRate, test: test(task), deadUnits: 0.1 })),
  );
  expect(record.sweep.map(({ activation, learningRate }) => `${activation} ${learningRate}`)).toEqual([
    "relu 0.005",
    "relu 0.01",
    "relu 0.02",
    "tanh 0.005",
    "tanh 0.01",
    "tanh 0.02",
  ]);
  for (const sweep of record.sweep) {
    expect(sweep.trainAccuracy).toEqual(new Array(50).fill(sweep.learningRate));
    expect(sweep.validationAccuracy).toEqual(new Array(50).fill(0.9));
    for (const figures of [sweep.trainLoss, sweep.validationLoss, sweep.deadUnits, sweep.saturation]) {
      expect(figures).toHaveLength(50);
    }
  }
  const { best } = record;
  expect(best.runs.map((run) => run.seed)).toEqual([1, 2, 3, 4, 5]);
  expectClose([best.mean, best.accuracy.mean, best.loss.mean], [0.983, 0.983, 0.077], { abs: 1e-12 });
  // sd of 1..5 is sqrt(2.5); t(.975, 4) = 2.776445
  expectClose([best.sd, best.accuracy.sd], [0.001 * Math.sqrt(2.5), 0.001 * Math.sqrt(2.5)], { abs: 1e-12 });
  expectClose(best.accuracy.interval, [0.983 - 0.0019632, 0.983 + 0.0019632], { abs: 1e-6 });
});

test("a diverged sweep is an error that names it", () => {
  const results = answer((task) => ({
    diverged: task.id === "problem2/tanh-0.01/seed-1",
    test: { accuracy: 1, loss: 0 },
  }));
  expect(() => foldProblem2(FULL_BUDGET, 1, results)).toThrow("Cannot use the training problem2/tanh-0.01/seed-1");
});

test("a result that is not there is an error that names it", () => {
  expect(() => foldProblem2(FULL_BUDGET, 1, new Map())).toThrow("Cannot read the result of problem2/relu-0.005/seed-1");
});
