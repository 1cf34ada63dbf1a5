/** By value: what a loss counts, which of equals wins, and whose rounding decides. */
import { describe, expect, test } from "vitest";
import { denseRows } from "../../test/toy-data.ts";
import { finish } from "../data/slices.ts";
import { ruleOfLoss } from "../losses/losses.ts";
import type { Precision } from "../math/float-array.ts";
import { defineModel } from "../model/define-model.ts";
import { defineOptimizer } from "../optimizers/define-optimizer.ts";
import { createReferenceBackend } from "../reference/backend.ts";
import { countRight } from "./count-right.ts";
import { evaluateInSlices } from "./evaluate.ts";
import type { SplitFigures } from "./fit-options.ts";
import { Network } from "./network.ts";
import { openSource } from "./prepare-dataset.ts";

const all = (count: number) => ({ order: Uint32Array.from({ length: count }, (_, r) => r), from: 0, count });

describe("counting what is right", () => {
  test("a probability of exactly one half means 0, and so does a target of one half", () => {
    const y = { kind: "values", columns: 2, values: Float64Array.of(0, 1, 0.5, 0.5) } as const;
    // sigmoid(1) is above one half
    expect(countRight.bits(Float64Array.of(0.5, 0.5, 0.5, 0.73), y, all(2), 2)).toBe(2);
  });

  test("the first of equal classes is the prediction", () => {
    const y = { kind: "classes", values: Int32Array.of(0, 1) } as const;
    expect(countRight.classes(Float64Array.of(0.4, 0.4, 0.2, 0.4, 0.4, 0.2), y, all(2), 3)).toBe(1);
  });

  test("and of equal shares the target: NumPy's argmax", () => {
    const y = { kind: "values", columns: 3, values: Float64Array.of(0.4, 0.4, 0.2, 0.2, 0.4, 0.4) } as const;
    expect(countRight.classes(Float64Array.of(0.5, 0.3, 0.2, 0.1, 0.2, 0.7), y, all(2), 3)).toBe(1);
  });

  test("rows are those of the order, from where it begins", () => {
    const y = { kind: "classes", values: Int32Array.of(0, 1, 1, 0) } as const;
    const prediction = Float32Array.of(0.2, 0.8, 0.9, 0.1);
    const order = Uint32Array.of(0, 2, 3, 1);
    expect(countRight.classes(prediction, y, { order, from: 1, count: 2 }, 2)).toBe(2);
    expect(countRight.classes(prediction, y, { order, from: 0, count: 2 }, 2)).toBe(0);
  });

  test("nothing is right or wrong in a mean squared error", () => {
    expect(ruleOfLoss("mean-squared-error").counts).toBeNull();
  });
});

describe("targets of float64 that float32 cannot tell apart", () => {
  const above = 0.5 + 2 ** -40;

  test("are a tie on an executor of float32, whose first is the class", () => {
    const y = { kind: "values", columns: 2, values: Float64Array.of(0.5, above) } as const;
    expect(countRight.classes(Float32Array.of(0.6, 0.4), y, all(1), 2)).toBe(1);
    expect(countRight.classes(Float64Array.of(0.6, 0.4), y, all(1), 2)).toBe(0);
  });

  test("are one half there, which means 0", () => {
    const y = { kind: "values", columns: 1, values: Float64Array.of(above) } as const;
    expect(countRight.bits(Float32Array.of(0.4), y, all(1), 1)).toBe(1);
    expect(countRight.bits(Float64Array.of(0.4), y, all(1), 1)).toBe(0);
  });

  test.each<[Precision, number]>([
    ["float32", 1],
    ["float64", 0],
  ])("in an evaluation of %s: accuracy %d", (precision, accuracy) => {
    // weights of 0: both classes are as likely, so the first is predicted
    const figures = evaluate(precision, Float64Array.of(0.5, above));
    expect(figures.accuracy).toBe(accuracy);
  });
});

test("a row of bits counts once for each", () => {
  const figures = evaluate("float64", Float64Array.of(0, 1), "sigmoid-binary-cross-entropy");
  expect(figures).toEqual({ loss: Math.LN2, accuracy: 0.5 });
});

/** Figures of one row on a model whose weights are all 0. */
function evaluate(
  precision: Precision,
  values: Float64Array,
  loss: "softmax-cross-entropy" | "sigmoid-binary-cross-entropy" = "softmax-cross-entropy",
): SplitFigures {
  const model = defineModel({ inputs: 1, layers: [{ kind: "dense", units: 2 }], loss });
  const network = new Network(
    createReferenceBackend(precision),
    { model, optimizer: defineOptimizer("sgd"), seed: 0 },
    1,
  );
  const data = { x: denseRows(1, [1]), y: { kind: "values", columns: 2, values } as const };
  const source = finish(openSource(network, data.x, data.y, "once"));
  const figures = finish(evaluateInSlices(network, source, data));
  network.dispose();
  return figures;
}
