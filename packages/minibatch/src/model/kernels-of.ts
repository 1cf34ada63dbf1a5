import { layerKinds } from "../layers/layers.ts";
import { kernelsOfLoss } from "../losses/losses.ts";
import type { OptimizerSpec } from "../optimizers/spec.ts";
import type { ModelSpec } from "./spec.ts";

/** Which kernels a training's operations need; the core's are there at once. */
export function kernelsOf(
  { layers, loss }: Pick<ModelSpec, "layers" | "loss">,
  { accumulate, ema }: OptimizerSpec,
): "core" | "full" {
  const needMore = layers.some(({ kind, constraint }) => constraint || layerKinds[kind].kernels === "full");
  return accumulate || ema || needMore || kernelsOfLoss(loss) === "full" ? "full" : "core";
}
