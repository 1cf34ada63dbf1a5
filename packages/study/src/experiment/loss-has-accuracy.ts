import { type LossKind, ruleOfLoss } from "minibatch";

/** Whether a training by this loss tells an accuracy. What is no loss is refused elsewhere. */
export function lossHasAccuracy(loss: unknown): boolean {
  const kind = typeof loss === "object" && loss !== null && "kind" in loss ? loss.kind : loss;
  return typeof kind !== "string" || ruleOfLoss(kind as LossKind)?.counts !== null;
}
