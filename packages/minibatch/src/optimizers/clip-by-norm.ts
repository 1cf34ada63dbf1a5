import type { Kernels } from "../kernels/kernels.ts";
import type { FloatArray } from "../math/float-array.ts";
import type { Stage } from "./transform.ts";

/** Where a variable (a layer's weights, its biases) lies in the flat array of parameters. */
export interface Variable {
  readonly offset: number;
  readonly length: number;
}

/**
 * Scales the whole gradient so that its Euclidean norm is at most `limit` (Pascanu et al., 2013,
 * algorithm 1): g limit / norm when the norm is larger. `slack` is added to the norm; PyTorch's
 * clip_grad_norm_ adds 1e-6.
 */
export function clipByGlobalNorm(kernels: Kernels, limit: number, slack: number, size: number): Stage {
  return {
    apply: (_p, g) => clipNorm(kernels, g, limit, slack),
    passes: [{ kind: "clip-norm", offset: 0, length: size, limit, slack }],
  };
}

/** The same for each variable by itself. */
export function clipByVariableNorm(kernels: Kernels, limit: number, variables: readonly Variable[]): Stage {
  let viewed: FloatArray | null = null;
  let views: readonly FloatArray[] = [];
  return {
    apply(_p, g) {
      if (g !== viewed) {
        viewed = g;
        views = variables.map(({ offset, length }) => g.subarray(offset, offset + length));
      }
      for (const view of views) clipNorm(kernels, view, limit, 0);
    },
    passes: variables.map(({ offset, length }) => ({ kind: "clip-norm", offset, length, limit, slack: 0 })),
  };
}

function clipNorm(kernels: Kernels, g: FloatArray, limit: number, slack: number): void {
  const norm = Math.sqrt(kernels.sumOfSquares(g, g.length)) + slack;
  if (norm > limit) kernels.scale(g, limit / norm, g.length);
}
