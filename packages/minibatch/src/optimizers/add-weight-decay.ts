import type { Kernels } from "../kernels/kernels.ts";
import type { Transform } from "./transform.ts";

/** g += weightDecay p: the gradient of weightDecay/2 |p|^2, before the optimizer sees it, as PyTorch's. */
export function addWeightDecay(kernels: Kernels, weightDecay: number): Transform {
  return (p, g) => kernels.addScaled(g, p, weightDecay, p.length);
}
