/** Sums over N elements, in float64 from the first to the last. */
import type { Kernels } from "../kernels.ts";

type ReductionKernels = Pick<Kernels, "sumOfSquares" | "sumOfMagnitudes">;

export const reductionKernels: ReductionKernels = {
  sumOfSquares(x, N) {
    let sum = 0;
    for (let i = 0; i < N; i++) sum += x[i] * x[i];
    return sum;
  },

  sumOfMagnitudes(x, N) {
    let sum = 0;
    for (let i = 0; i < N; i++) sum += Math.abs(x[i]);
    return sum;
  },
};
