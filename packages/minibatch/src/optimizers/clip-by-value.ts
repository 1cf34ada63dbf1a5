import type { Kernels } from "../kernels/kernels.ts";
import type { Stage } from "./transform.ts";

/** Clips every element of the gradient to +-limit. */
export function clipByValue(kernels: Kernels, limit: number): Stage {
  return { apply: (_p, g) => kernels.clip(g, limit, g.length), passes: [{ kind: "clip-value", limit }] };
}
