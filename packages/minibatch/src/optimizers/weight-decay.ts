import type { Operation } from "../plan/operation.ts";
import type { Tensor } from "../plan/tensor.ts";
import type { OptimizerSpec } from "./spec.ts";

/** An operation whose factor is computed for every step from the step's rate. */
export interface Decay {
  readonly operation: Operation;
  readonly factor: Tensor;
  factorAt(rate: number): number;
}

/**
 * Weight decay, null where there is none. keras3's, and AdamW's everywhere, is apart from the gradient: p -= rate
 * weightDecay p (Loshchilov & Hutter, "Decoupled weight decay", 2019, algorithm 2, with the learning rate as factor, as
 * Keras 3 and PyTorch's AdamW have it); added rather than scaled by 1 - rate weightDecay, of which float32 would keep
 * few figures. PyTorch's others are g += weightDecay p, the gradient of weightDecay/2 |p|^2, before the optimizer sees
 * it.
 */
export function planWeightDecay(
  { flavour, kind, weightDecay }: OptimizerSpec,
  parameters: Tensor,
  gradients: Tensor,
): Decay | null {
  if (weightDecay === 0) return null;
  const factor: Tensor = { name: "weight decay", role: "coefficient", type: "double", shape: [], extent: "step" };
  const isApart = flavour === "keras3" || kind === "adamw";
  const to = isApart ? parameters : gradients;
  return {
    operation: { kind: "add-scaled", x: parameters, to, factor },
    factor,
    factorAt: isApart ? (rate) => -rate * weightDecay : () => weightDecay,
  };
}
