import { type Kernels, loadBackend } from "minibatch";
import { describe, expect, test } from "vitest";
import { ERROR_VECTOR_ARENA, verifyErrorVector } from "./error-vector.ts";

const backend = await loadBackend({ precision: "float64" });

function withKernels(change: Partial<Kernels> = {}): Kernels {
  return { ...backend.create(ERROR_VECTOR_ARENA), ...change };
}

describe("the error vector of softmax with cross-entropy", () => {
  test("is a - y within 1e-8, in 648 cases", () => {
    const { maxAbsError, cases } = verifyErrorVector(withKernels(), 1);
    expect(maxAbsError).toBeLessThan(1e-8);
    expect(maxAbsError).toBeGreaterThan(0);
    expect(cases).toBe(24 * (6 + 7 + 14));
  });

  test("a gradient that is off by 1e-5 in one element is found", () => {
    const { softmaxCrossEntropy } = withKernels();
    const wrong: Kernels["softmaxCrossEntropy"] = (z, labels, prediction, gradient, B, C) => {
      const loss = softmaxCrossEntropy(z, labels, prediction, gradient, B, C);
      gradient[C - 1]! += 1e-5;
      return loss;
    };
    expect(verifyErrorVector(withKernels({ softmaxCrossEntropy: wrong }), 1).maxAbsError).toBeGreaterThan(9e-6);
  });

  test("a loss that is not the one of a - y is found, and a NaN is not hidden", () => {
    const { softmaxCrossEntropySoft } = withKernels();
    const scaled: Kernels["softmaxCrossEntropySoft"] = (...all) => 1.001 * softmaxCrossEntropySoft(...all);
    expect(verifyErrorVector(withKernels({ softmaxCrossEntropySoft: scaled }), 1).maxAbsError).toBeGreaterThan(1e-4);
    const broken: Kernels["softmaxCrossEntropySoft"] = () => Number.NaN;
    expect(verifyErrorVector(withKernels({ softmaxCrossEntropySoft: broken }), 1).maxAbsError).toBeNaN();
  });
});
