import { expect, test } from "vitest";
import { smallTrainTask } from "../../test/small-train-task.ts";
import { countWeights, estimateTraining } from "./estimate-training.ts";

const DATA = { set: "mnist", split: "sweep", trainRows: 100, validationRows: 30, testRows: 60 } as const;
const SPEED = { secondsPerStep: 0.001, secondsPerRowWeight: 1e-6 };
/** 8 x 12 + 12 x 6 + 6 x 3 */
const WEIGHTS = 186;

test("steps, rows trained on, and two fifths for rows evaluated; every epoch, and the test split once", () => {
  const task = smallTrainTask(1, { data: DATA, epochs: 10, batchSize: 16 });
  expect(countWeights(task.model)).toBe(WEIGHTS);
  const epoch = 7 * 0.001 + (100 + 0.4 * (100 + 30)) * WEIGHTS * 1e-6;
  expect(estimateTraining(task, SPEED)).toBeCloseTo(10 * epoch + 24 * WEIGHTS * 1e-6, 10);
  const bare = { ...task, evaluateTrain: false, evaluateTest: false };
  expect(estimateTraining(bare, SPEED)).toBeCloseTo(10 * (0.007 + 112 * WEIGHTS * 1e-6), 10);
});

test("whole splits are the report's", () => {
  const whole = { ...DATA, trainRows: null, validationRows: null, testRows: null };
  const only = { epochs: 1, batchSize: 100_000, evaluateTrain: false, evaluateTest: false };
  const rows = (data: typeof whole | (Omit<typeof whole, "split"> & { split: "full" })) =>
    estimateTraining(smallTrainTask(1, { ...only, data }), { secondsPerStep: 0, secondsPerRowWeight: 1 / WEIGHTS });
  expect(rows(whole)).toBeCloseTo(50_000 + 4_000, 6);
  expect(rows({ ...whole, split: "full" })).toBeCloseTo(60_000, 6);
});
