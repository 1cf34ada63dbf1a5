import { describe, expect, test } from "vitest";
import { createReferenceBackend } from "../kernels/reference/backend.ts";
import { CountingAllocator } from "./allocator.ts";
import { LossStage } from "./loss-stage.ts";

function stageOf(kind: "softmax-cross-entropy" | "sigmoid-binary-cross-entropy" | "mean-squared-error", O: number) {
  const kernels = createReferenceBackend("float64").create({ floats: 100, ints: 100, scratchBytes: 0 });
  return { kernels, stage: new LossStage(kernels, 4, O, kind) };
}

describe("counting what is right", () => {
  test("a probability of exactly one half means 0, and so does a target of one half", () => {
    const { kernels, stage } = stageOf("sigmoid-binary-cross-entropy", 2);
    stage.targets.set([0, 1, 0.5, 0.5]);
    // sigmoid(0) is one half
    stage.run(kernels, Float64Array.of(0, 0, 0, 1), new Float64Array(4), 2);
    expect([...stage.prediction.subarray(0, 3)]).toEqual([0.5, 0.5, 0.5]);
    expect(stage.countRight(2)).toBe(2);
    expect(stage.countedPerRow).toBe(2);
  });

  test("the first of equal classes is the prediction", () => {
    const { kernels, stage } = stageOf("softmax-cross-entropy", 3);
    stage.hasLabels = true;
    stage.labels.set([0, 1]);
    stage.run(kernels, Float64Array.of(1, 1, 0, 1, 1, 0), new Float64Array(6), 2);
    expect(stage.countRight(2)).toBe(1);
    expect(stage.countedPerRow).toBe(1);
  });

  test("nothing is right or wrong in a mean squared error", () => {
    expect(stageOf("mean-squared-error", 1).stage.countRight(1)).toBeNull();
  });
});

test("a stage can be counted before there is memory", () => {
  const counter = new CountingAllocator();
  new LossStage(counter, 4, 2, "mean-squared-error");
  expect([counter.floatCount, counter.intCount]).toEqual([16, 4]);
});
