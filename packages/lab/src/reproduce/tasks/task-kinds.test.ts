/** The claims' own kinds of task, run on small data that have a rule to learn. */
import type { Dataset } from "minibatch";
import type { TrainTask } from "study";
import { expect, test } from "vitest";
import { NO_LIMITS, type TaskContext } from "../../training/task.ts";
import type { LabData } from "../../training/training-data.ts";
import { digitTask } from "../problems/digit-task.ts";
import { errorVectorTask } from "../problems/problem-1.ts";
import { TASK_TABLE } from "../task-table.ts";
import type { CollapseLayersResult, CollapseLayersTask } from "./collapse-layers.ts";
import type { LargeUpdateResult, LargeUpdateTask } from "./large-update.ts";
import type { UnitSpreadResult, UnitSpreadTask } from "./unit-spread.ts";
import type { VerifyErrorVectorResult } from "./verify-error-vector.ts";

const PIXELS = 12;

/** The lit pixel names the class, but for noise in the others. */
function drawDigits(rows: number): Dataset {
  const values = Float32Array.from({ length: rows * PIXELS }, (_, i) => ((i * 2654435761) % 1000) / 3000);
  const labels = Uint8Array.from({ length: rows }, (_, row) => (row * 7) % 10);
  labels.forEach((label, row) => {
    values[row * PIXELS + label] = 1;
  });
  return {
    x: { kind: "dense", rows, features: PIXELS, values, scale: 1 },
    y: { kind: "classes", values: labels },
  };
}

const digits = drawDigits(11_000);
const context: TaskContext<LabData> = {
  data: { mnist: { train: digits, test: digits }, sequences: digits },
  numerics: "strict",
  progress() {},
  resumeFrom: null,
  forks: [],
  handOver() {},
  checkpoint: async () => {},
  limits: NO_LIMITS,
  handInWeights() {},
  signal: new AbortController().signal,
};

function train(activation: "relu" | "linear", change: Partial<TrainTask> = {}): TrainTask {
  const size = { trainRows: 1000, validationRows: 200, epochs: 5 };
  const task = digitTask({ name: "t", activation, learningRate: 0.1, halvings: [], size, seed: 1 });
  return { ...task, model: { ...task.model, inputs: PIXELS }, ...change };
}

const run = <Result>(task: { readonly kind: string; readonly id: string }) =>
  TASK_TABLE[task.kind]!.execute(task, context) as Promise<Result>;

test("unit-spread: random units differ; constant ones stay copies", async () => {
  const spreadOf = async (training: TrainTask) => {
    const task: UnitSpreadTask = { kind: "unit-spread", id: training.id, training };
    return (await run<UnitSpreadResult>(task)).spread;
  };
  const random = train("relu");
  const constant = digitTask({
    name: "t",
    activation: "relu",
    learningRate: 0.1,
    halvings: [],
    size: { trainRows: 1000, validationRows: 200, epochs: 2 },
    seed: 1,
    weights: { kind: "constant", value: 0.02 },
  });
  expect(await spreadOf(random)).toBeGreaterThan(0.1);
  expect(await spreadOf({ ...constant, model: { ...constant.model, inputs: PIXELS } })).toBeLessThan(1e-6);
});

test("collapse-layers: the trained network's product predicts the same on the validation rows", async () => {
  const task: CollapseLayersTask = { kind: "collapse-layers", id: "t/seed-1", training: train("linear") };
  const result = await run<CollapseLayersResult>(task);
  expect(result.maxAbsDifference).toBeLessThan(1e-5);
  expect(result.maxAbsDifference).toBeGreaterThan(0);
  expect(result.rows).toBe(200);
  expect(result.training.weights).toBeNull();
});

test("large-update: the usual size does no harm, a huge one does", async () => {
  const task: LargeUpdateTask = {
    kind: "large-update",
    id: "t/seed-1",
    training: train("relu"),
    factors: [1, 1e4, 1e30],
    batches: 2,
  };
  const { before, after } = await run<LargeUpdateResult>(task);
  expect(before).toBeGreaterThan(0.9);
  expect(after[0]).toBeGreaterThan(0.9);
  expect(after[1]).toBeLessThan(0.7);
  expect(after[2]).toBeLessThan(0.3);
});

test("a diverged training is told, not thrown: its judge decides", async () => {
  const task = train("linear");
  const wild = { ...task, optimizer: { ...task.optimizer, learningRate: 1e6 } };
  const result = await run<LargeUpdateResult>({
    kind: "large-update",
    id: task.id,
    training: wild,
    factors: [1],
    batches: 1,
  } as LargeUpdateTask);
  expect(result.training.diverged).toContain("Training stopped at step");
});

test("how long a task takes: its training, and the updates of large-update with an evaluation each", () => {
  const seconds = (kind: string, change: object = {}) => {
    const training = train("relu");
    const task = { ...training, kind, id: "t/seed-1", training, ...change };
    return TASK_TABLE[kind]!.estimateSeconds(task, { secondsPerStep: 0.001, secondsPerRowWeight: 1e-8 });
  };
  // 12-200-100-10, 5 epochs of 10 steps, two fifths of a step for each of the 200 rows evaluated
  const weights = 12 * 200 + 200 * 100 + 100 * 10;
  const whole = 5 * (10 * 0.001 + (1000 + 0.4 * 200) * weights * 1e-8);
  for (const kind of ["train", "unit-spread", "collapse-layers"]) expect(seconds(kind), kind).toBeCloseTo(whole, 12);
  const update = 0.001 + (100 + 0.4 * 200) * weights * 1e-8;
  expect(seconds("large-update", { factors: [1, 10, 100], batches: 2 })).toBeCloseTo(whole + 6 * update, 12);
  const sequences = { ...train("relu"), data: { set: "sequences", split: "random", splitSeed: 1, rows: 100 } };
  const one = 0.001 + (80 + 0.4 * 20) * weights * 1e-8;
  const onSequences = seconds("large-update", { training: { ...sequences, epochs: 1 }, factors: [1], batches: 1 });
  expect(onSequences).toBeCloseTo(2 * one, 12);
  expect(seconds("verify-error-vector")).toBe(0.05);
});

test("verify-error-vector: on the float64 kernels, equal for equal seeds", async () => {
  const first = await run<VerifyErrorVectorResult>(errorVectorTask(4));
  expect(first).toEqual(await run<VerifyErrorVectorResult>(errorVectorTask(4)));
  expect(first.maxAbsError).toBeLessThan(1e-6);
});
