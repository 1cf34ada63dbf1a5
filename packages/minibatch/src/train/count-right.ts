/** How many predictions of a batch are right. */
import type { Targets } from "../data/dataset.ts";
import type { LossRule } from "../losses/losses.ts";
import type { FloatArray } from "../math/float-array.ts";
import type { BatchRows } from "../plan/executor.ts";

type Count = (prediction: FloatArray, y: Targets, rows: BatchRows, outputs: number) => number;

/** What is counted for a loss. A row has one class, or `outputs` bits, to be right in. */
export const countRight: Readonly<Record<NonNullable<LossRule["counts"]>, Count>> = {
  classes(prediction, y, { order, from, count }, outputs) {
    const { kind, values } = y;
    const round = roundingOf(prediction);
    let right = 0;
    for (let i = 0; i < count; i++) {
      const row = order[from + i];
      const wanted = kind === "classes" ? values[row] : indexOfLargest(values, row, outputs, round);
      if (indexOfLargest(prediction, i, outputs) === wanted) right++;
    }
    return right;
  },

  /** Keras's binary accuracy: above one half means 1. */
  bits(prediction, y, { order, from, count }, outputs) {
    const round = roundingOf(prediction);
    const { values } = y;
    let right = 0;
    for (let i = 0; i < count; i++) {
      const row = order[from + i];
      for (let o = 0; o < outputs; o++) {
        if (prediction[i * outputs + o] > 0.5 === round(values[row * outputs + o]) > 0.5) right++;
      }
    }
    return right;
  },
};

/** Targets in the precision of the executor that predicted: two that float32 cannot tell apart are equal. */
function roundingOf(prediction: FloatArray): (x: number) => number {
  return prediction instanceof Float32Array ? Math.fround : (x) => x;
}

/** The first of equals wins, as in NumPy's argmax. */
function indexOfLargest(
  values: ArrayLike<number>,
  row: number,
  columns: number,
  round?: (x: number) => number,
): number {
  const start = row * columns;
  let best = 0;
  let most = round === undefined ? values[start] : round(values[start]);
  for (let c = 1; c < columns; c++) {
    const value = round === undefined ? values[start + c] : round(values[start + c]);
    if (value > most) {
      best = c;
      most = value;
    }
  }
  return best;
}
