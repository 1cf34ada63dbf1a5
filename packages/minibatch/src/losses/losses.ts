/** Every loss by kind: a new one is a file and a row here. */
import { meanSquaredError } from "./mean-squared-error.ts";
import type { RowLoss } from "./row-loss.ts";
import { sigmoidBinaryCrossEntropy } from "./sigmoid-binary-cross-entropy.ts";
import { softmaxCrossEntropy } from "./softmax-cross-entropy.ts";

export type LossKind = "softmax-cross-entropy" | "sigmoid-binary-cross-entropy" | "mean-squared-error";

export const losses: Readonly<Record<LossKind, RowLoss>> = {
  "softmax-cross-entropy": softmaxCrossEntropy,
  "sigmoid-binary-cross-entropy": sigmoidBinaryCrossEntropy,
  "mean-squared-error": meanSquaredError,
};
