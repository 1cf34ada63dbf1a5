import type { LossKind } from "minibatch";

const WITHOUT_ACCURACY: readonly LossKind[] = ["mean-squared-error"];

/** Whether a training by this loss tells an accuracy. */
export function lossHasAccuracy(loss: string): boolean {
  return !(WITHOUT_ACCURACY as readonly string[]).includes(loss);
}
