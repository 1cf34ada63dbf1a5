import type { Kernels } from "../kernels/kernels.ts";
import type { Stage } from "./transform.ts";

/** g += weightDecay p: the gradient of weightDecay/2 |p|^2, before the optimizer sees it, as PyTorch's. */
export function addWeightDecay(kernels: Kernels, weightDecay: number): Stage {
  return {
    apply: (p, g) => kernels.addScaled(g, p, weightDecay, p.length),
    passes: [{ kind: "add-parameters", to: "gradients", factor: () => weightDecay }],
  };
}
