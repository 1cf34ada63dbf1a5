/** Dense layers whose input comes as its non-zero entries (CSR); shapes and sums as in dense.ts. */
import type { Kernels } from "../kernels.ts";
import type { Accumulator } from "./accumulator.ts";
import { addRow, sumColumns } from "./dense.ts";

type SparseKernels = Pick<Kernels, "sparseForward" | "sparseBackwardWeights">;

export function createSparseKernels(accumulator: Accumulator): SparseKernels {
  return {
    sparseForward(x, w, b, y, B, _I, O) {
      for (let r = 0; r < B; r++) {
        const sum = accumulator.clear(O);
        for (let e = x.offsets[r]; e < x.offsets[r + 1]; e++) addRow(sum, x.values[e], w, x.columns[e] * O, O);
        for (let o = 0; o < O; o++) y[r * O + o] = sum[o] + b[o];
      }
    },

    sparseBackwardWeights(x, dy, dw, db, B, I, O) {
      const sum = accumulator.clear(I * O);
      for (let r = 0; r < B; r++) {
        for (let e = x.offsets[r]; e < x.offsets[r + 1]; e++) {
          const start = x.columns[e] * O;
          for (let o = 0; o < O; o++) sum[start + o] += x.values[e] * dy[r * O + o];
        }
      }
      for (let k = 0; k < I * O; k++) dw[k] = sum[k];
      sumColumns(dy, db, accumulator.clear(O), B, O);
    },
  };
}
