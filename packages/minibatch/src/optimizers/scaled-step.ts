import type { Kernels } from "../kernels/kernels.ts";
import type { FloatArray } from "../math/float-array.ts";
import type { Variable } from "./clip-by-norm.ts";
import type { Stage } from "./transform.ts";

/** p -= rate r g for each variable by itself; r = |p| / |g|, or 1 where either norm is 0 or no number. */
export function scaledStep(kernels: Kernels, variables: readonly Variable[]): Stage {
  let viewed: readonly FloatArray[] = [];
  let views: readonly (readonly [p: FloatArray, g: FloatArray])[] = [];
  return {
    apply(p, g, _step, rate) {
      if (p !== viewed[0] || g !== viewed[1]) {
        viewed = [p, g];
        views = variables.map(({ offset, length }) => [
          p.subarray(offset, offset + length),
          g.subarray(offset, offset + length),
        ]);
      }
      for (const [weights, direction] of views) {
        const size = Math.sqrt(kernels.sumOfSquares(weights, weights.length));
        const length = Math.sqrt(kernels.sumOfSquares(direction, direction.length));
        const ratio = size > 0 && length > 0 ? size / length : 1;
        kernels.addScaled(weights, direction, -rate * ratio, weights.length);
      }
    },
    passes: variables.map(({ offset, length }) => ({ kind: "scaled-step", offset, length })),
  };
}
