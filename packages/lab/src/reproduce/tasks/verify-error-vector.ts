/** Problem 1 as a task: softmax with cross-entropy has the error vector a - y, verified numerically. */
import { loadBackend } from "minibatch";
import type { Task } from "study";
import { defineTaskKind, type TaskKind } from "../../training/task-table.ts";
import type { LabData } from "../../training/training-data.ts";
import { type ErrorVectorFigures, verifyErrorVector } from "./error-vector.ts";

export interface VerifyErrorVectorTask extends Task {
  readonly kind: "verify-error-vector";
  /** draws the logits and the soft labels */
  readonly seed: number;
}

export type VerifyErrorVectorResult = ErrorVectorFigures;

const SECONDS = 0.05;

export const verifyErrorVectorKind: TaskKind<LabData> = defineTaskKind({
  kind: "verify-error-vector",
  estimateSeconds: () => SECONDS,
  execute: async ({ seed }: VerifyErrorVectorTask) =>
    verifyErrorVector(await loadBackend({ precision: "float64" }), seed),
});
