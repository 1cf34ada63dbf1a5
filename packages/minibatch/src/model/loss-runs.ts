/** How each loss runs on the kernels, and what it counts as right: a new one is a row here and one in `losses/`. */
import type { FloatArray, Kernels } from "../kernels/kernels.ts";
import type { LossKind } from "../losses/losses.ts";

/** A batch at the loss. B rows of O outputs; see LossStage for the buffers. */
export interface LossBatch {
  readonly labels: Int32Array;
  readonly targets: FloatArray;
  readonly prediction: FloatArray;
  readonly hasLabels: boolean;
}

export interface LossRun {
  /** Fills `prediction` and `dy` from y_BO; returns the mean loss. */
  run(kernels: Kernels, batch: LossBatch, y: FloatArray, dy: FloatArray, B: number, O: number): number;
  /** how many predictions are right, out of `countedPerRow` a row; null where none is right or wrong */
  readonly countRight: ((batch: LossBatch, B: number, O: number) => number) | null;
  countedPerRow(O: number): number;
}

export const lossRuns: Readonly<Record<LossKind, LossRun>> = {
  "softmax-cross-entropy": {
    run(kernels, { labels, targets, prediction, hasLabels }, y, dy, B, O) {
      const sum = hasLabels
        ? kernels.softmaxCrossEntropy(y, labels, prediction, dy, B, O)
        : kernels.softmaxCrossEntropySoft(y, targets, prediction, dy, B, O);
      return sum / B;
    },
    countRight: countRightClasses,
    countedPerRow: () => 1,
  },
  "sigmoid-binary-cross-entropy": {
    run(kernels, { targets, prediction }, y, dy, B, O) {
      const N = B * O;
      return kernels.sigmoidBinaryCrossEntropy(y, targets, prediction, dy, N, 1 / N) / N;
    },
    countRight: countRightBits,
    countedPerRow: (O) => O,
  },
  "mean-squared-error": {
    run(kernels, { targets, prediction }, y, dy, B, O) {
      const N = B * O;
      kernels.activationForward("linear", 0, y, prediction, N);
      return kernels.meanSquaredError(y, targets, dy, N, 1 / N) / N;
    },
    countRight: null,
    countedPerRow: (O) => O,
  },
};

function countRightClasses({ labels, targets, prediction, hasLabels }: LossBatch, B: number, O: number): number {
  let right = 0;
  for (let row = 0; row < B; row++) {
    const wanted = hasLabels ? labels[row] : indexOfLargest(targets, row, O);
    if (indexOfLargest(prediction, row, O) === wanted) right++;
  }
  return right;
}

/** Keras's binary accuracy: above one half means 1. */
function countRightBits({ targets, prediction }: LossBatch, B: number, O: number): number {
  let right = 0;
  for (let i = 0; i < B * O; i++) if (prediction[i] > 0.5 === targets[i] > 0.5) right++;
  return right;
}

/** The first of equals wins, as in NumPy's argmax. */
function indexOfLargest(values: FloatArray, row: number, columns: number): number {
  const start = row * columns;
  let best = 0;
  for (let c = 1; c < columns; c++) if (values[start + c] > values[start + best]) best = c;
  return best;
}
