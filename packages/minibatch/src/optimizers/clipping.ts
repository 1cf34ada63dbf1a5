import type { Operation } from "../plan/operation.ts";
import type { Tensor } from "../plan/tensor.ts";
import type { OptimizerSpec } from "./spec.ts";

const TORCH_NORM_SLACK = 1e-6; // torch.nn.utils.clip_grad_norm_

/**
 * What clipping does to the gradients before all else. By norm: the whole gradient is scaled so that its Euclidean norm
 * is at most the limit (Pascanu et al., 2013, algorithm 1), over all variables in keras2, each variable by itself in
 * keras3; PyTorch adds 1e-6 to the norm. By value: every element to +-limit.
 *
 * By norm before by value: the order of Keras 2, the one flavour that allows both. Always before weight decay: Keras
 * 3's optimizers do so, and in PyTorch `clip_grad_norm_` runs before `step`, which is where the decay is added.
 */
export function planClipping(spec: OptimizerSpec, gradients: Tensor, variables: readonly Tensor[]): Operation[] {
  const { flavour, clipNorm, globalClipNorm, clipValue } = spec;
  const operations: Operation[] = [];
  const byNorm = (g: Tensor, limit: number, slack: number): void => {
    operations.push({ kind: "clip-norm", g, limit, slack });
  };
  if (clipNorm !== null && flavour === "keras2") byNorm(gradients, clipNorm, 0);
  if (clipNorm !== null && flavour !== "keras2") for (const variable of variables) byNorm(variable, clipNorm, 0);
  if (globalClipNorm !== null) byNorm(gradients, globalClipNorm, flavour === "torch" ? TORCH_NORM_SLACK : 0);
  if (clipValue !== null) operations.push({ kind: "clip-value", g: gradients, limit: clipValue });
  return operations;
}
