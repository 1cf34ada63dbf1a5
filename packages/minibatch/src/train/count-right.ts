/** How many predictions of a batch are right. */
import type { Targets } from "../data/dataset.ts";
import type { LossRule } from "../losses/loss.ts";
import type { FloatArray } from "../math/float-array.ts";
import type { BatchRows } from "../plan/executor.ts";

type Count = (
  prediction: FloatArray,
  y: Targets,
  rows: BatchRows,
  outputs: number,
  /** how much each row of the data set counts; by default 1 */
  weights?: FloatArray,
) => number;

/** What is counted for a loss, by the weights of the rows. A row has one class, or `outputs` bits, to be right in. */
export const countRight: Readonly<Record<NonNullable<LossRule<{ readonly kind: string }>["counts"]>, Count>> = {
  classes(prediction, y, { order, from, count }, outputs, weights) {
    const { kind, values } = y;
    const round = roundingOf(prediction);
    let right = 0;
    for (let i = 0; i < count; i++) {
      const row = order[from + i];
      const wanted = kind === "classes" ? values[row] : indexOfLargest(values, row, outputs, round);
      if (indexOfLargest(prediction, i, outputs) === wanted) right += weights?.[row] ?? 1;
    }
    return right;
  },

  /** Keras's binary accuracy: above one half means 1. */
  bits: countAbove(0.5),

  /** Of a margin, above 0 does. */
  signs: countAbove(0),
};

function countAbove(limit: number): Count {
  return (prediction, y, { order, from, count }, outputs, weights) => {
    const round = roundingOf(prediction);
    const { values } = y;
    let right = 0;
    for (let i = 0; i < count; i++) {
      const row = order[from + i];
      for (let o = 0; o < outputs; o++) {
        if (prediction[i * outputs + o] > limit === round(values[row * outputs + o]) > 0.5)
          right += weights?.[row] ?? 1;
      }
    }
    return right;
  };
}

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
