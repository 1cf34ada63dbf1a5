/** The core's losses: their gradients against central differences, known values, and its edges. */
import { describe, expect, test } from "vitest";
import { expectClose } from "../../test/expect-close.ts";
import { fillNormal } from "../random/normal.ts";
import { createStream } from "../random/stream.ts";
import { fillUniform } from "../random/uniform.ts";
import type { CoreLossKind } from "./loss.ts";
import { meanSquaredError } from "./mean-squared-error.ts";
import type { RowLoss } from "./row-loss.ts";
import { sigmoidBinaryCrossEntropy } from "./sigmoid-binary-cross-entropy.ts";
import { labelCrossEntropy, softmaxCrossEntropy } from "./softmax-cross-entropy.ts";

const formulas: Readonly<Record<CoreLossKind, RowLoss>> = {
  "softmax-cross-entropy": softmaxCrossEntropy,
  "sigmoid-binary-cross-entropy": sigmoidBinaryCrossEntropy,
  "mean-squared-error": meanSquaredError,
};

interface Evaluation {
  readonly loss: number;
  readonly prediction: number[];
  readonly gradient: number[];
}

function evaluate(loss: RowLoss, outputs: readonly number[], targets: readonly number[], scale = 1): Evaluation {
  const [z, t] = [Float64Array.from(outputs), Float64Array.from(targets)];
  const [prediction, gradient] = [z.slice().fill(Number.NaN), z.slice().fill(Number.NaN)];
  const value = loss(z, t, prediction, gradient, 0, z.length, scale);
  return { loss: value, prediction: [...prediction], gradient: [...gradient] };
}

describe.each(Object.entries(formulas))("%s", (_, loss) => {
  test("its gradient is the slope, times the scale", () => {
    const h = 1e-5;
    for (let sample = 0; sample < 10; sample++) {
      const z = new Float64Array(5);
      const t = new Float64Array(5);
      fillNormal(createStream(1, "data", sample), z, 0, 3);
      fillUniform(createStream(1, "data", sample, 1), t, 0, 1); // of no particular sum
      const { gradient } = evaluate(loss, [...z], [...t], 0.5);
      const slopes = Array.from(z, (_, i) => {
        const at = (d: number): number => evaluate(loss, [...z.with(i, z[i] + d)], [...t]).loss;
        return (0.5 * (at(h) - at(-h))) / (2 * h);
      });
      expectClose(gradient, slopes, { abs: 1e-8, rel: 1e-8 });
    }
  });

  test("touches its own row only", () => {
    const z = Float64Array.of(9, 9, 1, 2, 9);
    const t = Float64Array.of(9, 9, 0, 1, 9);
    const [prediction, gradient] = [new Float64Array(5).fill(7), new Float64Array(5).fill(7)];
    const value = loss(z, t, prediction, gradient, 2, 2, 1);
    const alone = evaluate(loss, [1, 2], [0, 1]);
    expect(value).toBe(alone.loss);
    expect([...prediction]).toEqual([7, 7, ...alone.prediction, 7]);
    expect([...gradient]).toEqual([7, 7, ...alone.gradient, 7]);
  });

  test("passes NaN on", () => {
    const { loss: value, gradient } = evaluate(loss, [1, Number.NaN], [0, 1]);
    expect(value).toBeNaN();
    expect(gradient[1]).toBeNaN();
  });
});

describe("softmax cross-entropy", () => {
  test("a label is the same as its one-hot row", () => {
    const outputs = [0.3, -2, 5, 1];
    for (let label = 0; label < 4; label++) {
      const oneHot = evaluate(
        softmaxCrossEntropy,
        outputs,
        outputs.map((_, c) => (c === label ? 1 : 0)),
        0.25,
      );
      const byLabel = evaluate(
        (z, _, p, g, start, count, scale) => labelCrossEntropy(z, label, p, g, start, count, scale),
        outputs,
        [],
        0.25,
      );
      expectClose(byLabel.loss, oneHot.loss, { rel: 1e-15 });
      expectClose(byLabel.prediction, oneHot.prediction, {});
      expectClose(byLabel.gradient, oneHot.gradient, { abs: 1e-17 });
    }
  });

  test("is exact at logits of +-1000", () => {
    const right = evaluate(softmaxCrossEntropy, [1000, -1000, 0], [1, 0, 0]);
    expect(right).toEqual({ loss: 0, prediction: [1, 0, 0], gradient: [0, 0, 0] });
    const wrong = evaluate(softmaxCrossEntropy, [1000, -1000, 0], [0, 1, 0]);
    expect(wrong).toEqual({ loss: 2000, prediction: [1, 0, 0], gradient: [1, -1, 0] });
  });

  test("of equal logits is log of the number of classes", () => {
    expectClose(evaluate(softmaxCrossEntropy, [7, 7, 7, 7], [0, 0, 1, 0]).loss, 2 * Math.LN2, { rel: 1e-15 });
  });
});

test("sigmoid binary cross-entropy is exact at logits of +-1000", () => {
  const { loss, prediction, gradient } = evaluate(sigmoidBinaryCrossEntropy, [1000, -1000, 1000, -1000], [1, 0, 0, 1]);
  expect(loss).toBe(2000);
  expect(prediction).toEqual([1, 0, 1, 0]);
  expect(gradient).toEqual([0, 0, 1, -1]);
});

test("mean squared error gives back the outputs as its prediction", () => {
  const { loss, prediction, gradient } = evaluate(meanSquaredError, [1, -2], [0.5, 1], 0.5);
  expect(loss).toBe(9.25);
  expect(prediction).toEqual([1, -2]);
  expect(gradient).toEqual([0.5, -3]);
});
