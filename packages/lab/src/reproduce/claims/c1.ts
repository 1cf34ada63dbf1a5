/** C1: softmax with cross-entropy gives a - y. */

import { errorVectorTask } from "../problems/problem-1.ts";
import { readResult } from "../task-results.ts";
import type { VerifyErrorVectorResult } from "../tasks/verify-error-vector.ts";
import type { Claim } from "./claim.ts";

/** DESIGN's rule */
const LIMIT = 1e-6;

const id = "C1";
const claim = "Softmax with cross-entropy gives the error vector a - y.";

export const c1: Claim = {
  id,
  claim,
  short: "Softmax with cross-entropy gives the error vector a − y",
  plan: (_budget, seed) => [errorVectorTask(seed)],
  judge(results, _budget, seed) {
    const { maxAbsError, cases } = readResult<VerifyErrorVectorResult>(results, errorVectorTask(seed).id);
    return {
      id,
      claim,
      verdict: maxAbsError < LIMIT ? "holds" : "fails",
      evidence: {
        summary:
          `The largest difference between the numerical gradient and a - y is ${maxAbsError.toExponential(2)} over ` +
          `${cases} cases.`,
        test:
          "Central differences of the loss in float64, and the kernel's own gradient, against a - y, for random " +
          "logits and logits up to " +
          `+-1000, hard and soft labels. It holds when the largest difference is below ${LIMIT.toExponential(0)}.`,
        earlier: null,
        seeds: [seed],
        figures: { maxAbsError, cases, limit: LIMIT },
        tables: [],
        charts: [],
      },
    };
  },
};
