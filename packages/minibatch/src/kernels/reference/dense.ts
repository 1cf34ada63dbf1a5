/**
 * Dense layers. B batch rows, I inputs, O outputs; all row-major. Sums run in float64 in the order of the summed index
 * and are rounded once, on store; loops run along rows (i-k-j).
 */
import type { FloatArray, Kernels } from "../kernels.ts";
import type { Accumulator } from "./accumulator.ts";

type DenseKernels = Pick<Kernels, "denseForward" | "denseBackwardInput" | "denseBackwardWeights">;

/** sum_O += c row, row being w's O elements from `start` on */
export function addRow(sum: Float64Array, c: number, w: FloatArray, start: number, O: number): void {
  for (let o = 0; o < O; o++) sum[o] += c * w[start + o];
}

/** db_O = column sums of dy_BO */
export function sumColumns(dy: FloatArray, db: FloatArray, sum: Float64Array, B: number, O: number): void {
  for (let r = 0; r < B; r++) addRow(sum, 1, dy, r * O, O);
  for (let o = 0; o < O; o++) db[o] = sum[o];
}

export function createDenseKernels(accumulator: Accumulator): DenseKernels {
  return {
    denseForward(x, w, b, y, B, I, O) {
      for (let r = 0; r < B; r++) {
        const sum = accumulator.clear(O);
        for (let i = 0; i < I; i++) addRow(sum, x[r * I + i], w, i * O, O);
        for (let o = 0; o < O; o++) y[r * O + o] = sum[o] + b[o];
      }
    },

    denseBackwardInput(dy, w, dx, B, I, O) {
      for (let r = 0; r < B; r++) {
        for (let i = 0; i < I; i++) {
          let sum = 0;
          for (let o = 0; o < O; o++) sum += dy[r * O + o] * w[i * O + o];
          dx[r * I + i] = sum;
        }
      }
    },

    denseBackwardWeights(x, dy, dw, db, B, I, O) {
      for (let i = 0; i < I; i++) {
        const sum = accumulator.clear(O);
        for (let r = 0; r < B; r++) addRow(sum, x[r * I + i], dy, r * O, O);
        for (let o = 0; o < O; o++) dw[i * O + o] = sum[o];
      }
      sumColumns(dy, db, accumulator.clear(O), B, O);
    },
  };
}
