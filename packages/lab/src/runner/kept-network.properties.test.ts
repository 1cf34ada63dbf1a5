/**
 * Whatever is watched, judged and interrupted: a trial's objective is the figure of the weights that it hands in, or is
 * told to be none of theirs.
 */

import fc from "fast-check";
import { defineModel, defineOptimizer } from "minibatch";
import { OBJECTIVES, type ObjectiveSpec, type TrainResult, type TrainTask } from "study";
import { expect, test } from "vitest";
import { evaluateWeights } from "../../test/evaluate-kept.ts";
import { drawSmallLabData } from "../../test/small-lab-data.ts";
import { executeTrain } from "../training/execute-train.ts";
import { NO_LIMITS, PausedError, type TaskContext } from "../training/task.ts";
import type { TrainingSets } from "../training/training-data.ts";
import { describeOutcome } from "./attempt-outcome.ts";

const { sequences } = drawSmallLabData();
const DATA: TrainingSets = { mnist: null, sequences };

/** A rate so large that figures go up and down, and losses and accuracies disagree. */
const TASK: TrainTask = {
  kind: "train",
  id: "kept",
  data: { set: "sequences", split: "random", splitSeed: 1, rows: 160 },
  model: defineModel({
    inputs: 20,
    layers: [
      { kind: "dense", units: 6, activation: "relu" },
      { kind: "dense", units: 1 },
    ],
    loss: "sigmoid-binary-cross-entropy",
  }),
  optimizer: defineOptimizer({ kind: "sgd", learningRate: 2 }),
  epochs: 8,
  batchSize: 16,
  seed: 1,
  evaluateTrain: true,
  evaluateTest: false,
  doctor: false,
  keepWeights: false,
};

interface Ended {
  readonly result: TrainResult;
  readonly weights: Uint8Array;
}

/** Trains; `leave` is asked at every step whether to leave there, once. */
async function train(task: TrainTask, untilEpoch: number | null, leaveAt: number): Promise<Ended> {
  let weights: Uint8Array | null = null;
  let resumeFrom: Uint8Array | null = null;
  const attempt = (limits: TaskContext<TrainingSets>["limits"], stopAt: number): Promise<TrainResult> => {
    const controller = new AbortController();
    let told = 0;
    return executeTrain(
      task,
      {
        data: DATA,
        numerics: "strict",
        resumeFrom,
        signal: controller.signal,
        progress() {
          told++;
          if (told === stopAt) controller.abort(new PausedError("left"));
        },
        checkpoint: async (bytes) => {
          resumeFrom = bytes;
        },
        forks: [],
        handOver() {},
        limits,
        handInWeights(bytes) {
          weights = bytes;
        },
      },
      { checkpointEveryMs: 0, tellEveryMs: 0 },
    );
  };
  const orNull = (error: unknown): null => {
    if (error instanceof PausedError) return null;
    throw error;
  };
  const result =
    (await attempt({ ...NO_LIMITS, untilEpoch }, 0).catch(orNull)) ??
    (await attempt(NO_LIMITS, leaveAt).catch(orNull)) ??
    (await attempt(NO_LIMITS, 0));
  return { result, weights: weights! };
}

const arbitrary = fc.record({
  watched: fc.constantFrom(...OBJECTIVES),
  judged: fc.constantFrom(...OBJECTIVES),
  at: fc.constantFrom("last", "best" as const),
  minDelta: fc.constantFrom(0, 0.01, 0.05, 3),
  patience: fc.integer({ min: 1, max: 9 }),
  restoreBest: fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.boolean() }),
  isStopped: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  epochs: fc.integer({ min: 1, max: 8 }),
  untilEpoch: fc.option(fc.integer({ min: 1, max: 7 })),
  leaveAt: fc.integer({ min: 0, max: 80 }),
  seed: fc.integer({ min: 1, max: 1000 }),
});

test("the objective equals a direct evaluation of the weights, to the bit, interrupted or not", async () => {
  let others = 0;
  await fc.assert(
    fc.asyncProperty(arbitrary, async ({ watched, judged, at, epochs, untilEpoch, leaveAt, seed, ...options }) => {
      const { isStopped, ...stopping } = options;
      const earlyStopping = { metric: watched, ...stopping };
      const task: TrainTask = { ...TASK, epochs, seed, ...(isStopped && { earlyStopping }) };
      const objective: ObjectiveSpec = { metric: judged, at };
      const whole = await train(task, null, 0);
      const parts = await train(task, untilEpoch, leaveAt);
      expect({ ...parts.result, seconds: 0 }).toEqual({ ...whole.result, seconds: 0 });
      expect(parts.weights).toEqual(whole.weights);

      const course = { kind: "done", task, result: whole.result, weights: whole.weights } as const;
      const outcome = describeOutcome(course, objective);
      const { keptEpoch, objectiveEpoch, metrics } = outcome;
      const direct = await evaluateWeights(task, whole.weights, judged, DATA);
      const name = judged.replace(/-(.)/, (_, letter: string) => letter.toUpperCase());
      expect(metrics[name]![keptEpoch! - 1]).toBe(direct);
      expect(outcome.objective).toBe(metrics[name]![objectiveEpoch! - 1]);
      if (objectiveEpoch === keptEpoch) return;
      others++;
      expect([at, isStopped && stopping.restoreBest]).toEqual(["best", false]);
      expect(judged.endsWith("loss") ? outcome.objective! < direct : outcome.objective! > direct).toBe(true);
    }),
    { numRuns: 150 },
  );
  expect(others).toBeGreaterThan(0);
});
