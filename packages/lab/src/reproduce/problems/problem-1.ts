/** Problem 1: the error vector of softmax with cross-entropy. */
import type { Reproduction } from "../results.ts";
import { readResult, type TaskResults } from "../task-results.ts";
import type { VerifyErrorVectorResult, VerifyErrorVectorTask } from "../tasks/verify-error-vector.ts";

export function errorVectorTask(seed: number): VerifyErrorVectorTask {
  return { kind: "verify-error-vector", id: `problem1/error-vector/seed-${seed}`, seed };
}

export function planProblem1(seed: number): VerifyErrorVectorTask[] {
  return [errorVectorTask(seed)];
}

export function foldProblem1(seed: number, results: TaskResults): Reproduction["problem1"] {
  const { maxAbsError, cases } = readResult<VerifyErrorVectorResult>(results, errorVectorTask(seed).id);
  return { maxAbsError, cases };
}
