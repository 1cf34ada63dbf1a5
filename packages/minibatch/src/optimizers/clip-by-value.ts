import type { Kernels } from "../kernels/kernels.ts";
import type { Transform } from "./transform.ts";

/** Clips every element of the gradient to +-limit. */
export function clipByValue(kernels: Kernels, limit: number): Transform {
  return (_p, g) => kernels.clip(g, limit, g.length);
}
