/**
 * The loss at work: prediction and dL/d(output) from the last layer's output and the batch's
 * targets. Means: softmax cross-entropy over rows; the other two over rows and outputs (as Keras
 * and PyTorch).
 */
import type { FloatArray, Kernels } from "../kernels/kernels.ts";
import type { Allocator } from "./allocator.ts";
import type { LossKind } from "./spec.ts";

export class LossStage {
  readonly kind: LossKind;
  readonly outputs: number;
  /** [capacity] class of each row, when targets are classes */
  readonly labels: Int32Array;
  /** [capacity, outputs] targets as numbers otherwise */
  readonly targets: FloatArray;
  /** [capacity, outputs] probabilities, or the output itself for mean squared error */
  readonly prediction: FloatArray;
  /** which of `labels` and `targets` holds the batch */
  hasLabels = false;

  constructor(allocator: Allocator, capacity: number, outputs: number, kind: LossKind) {
    this.kind = kind;
    this.outputs = outputs;
    this.labels = allocator.ints(capacity);
    this.targets = allocator.floats(capacity * outputs);
    this.prediction = allocator.floats(capacity * outputs);
  }

  /** Fills `prediction` and `dy`; returns the mean loss of the batch's B rows. */
  run(kernels: Kernels, y: FloatArray, dy: FloatArray, B: number): number {
    const N = B * this.outputs;
    switch (this.kind) {
      case "softmax-cross-entropy": {
        const sum = this.hasLabels
          ? kernels.softmaxCrossEntropy(y, this.labels, this.prediction, dy, B, this.outputs)
          : kernels.softmaxCrossEntropySoft(y, this.targets, this.prediction, dy, B, this.outputs);
        return sum / B;
      }
      case "sigmoid-binary-cross-entropy":
        return kernels.sigmoidBinaryCrossEntropy(y, this.targets, this.prediction, dy, N, 1 / N) / N;
      case "mean-squared-error":
        kernels.activationForward("linear", 0, y, this.prediction, N);
        return kernels.meanSquaredError(y, this.targets, dy, N, 1 / N) / N;
      default:
        return this.kind satisfies never;
    }
  }

  /** Fills `prediction` alone; what the batch's targets and `dy` hold does not matter and dy is lost. */
  predict(kernels: Kernels, y: FloatArray, dy: FloatArray, B: number): void {
    this.targets.fill(0, 0, B * this.outputs);
    this.hasLabels = false;
    this.run(kernels, y, dy, B);
  }

  /** How many of the batch's predictions are right, out of `countedPerRow` a row; null for mean squared error. */
  countRight(B: number): number | null {
    if (this.kind === "softmax-cross-entropy") return this.#countRightClasses(B);
    if (this.kind === "sigmoid-binary-cross-entropy") return this.#countRightBits(B);
    return null;
  }

  get countedPerRow(): number {
    return this.kind === "softmax-cross-entropy" ? 1 : this.outputs;
  }

  #countRightClasses(B: number): number {
    let right = 0;
    for (let row = 0; row < B; row++) {
      const wanted = this.hasLabels ? this.labels[row] : indexOfLargest(this.targets, row, this.outputs);
      if (indexOfLargest(this.prediction, row, this.outputs) === wanted) right++;
    }
    return right;
  }

  /** Keras's binary accuracy: above one half means 1. */
  #countRightBits(B: number): number {
    let right = 0;
    for (let i = 0; i < B * this.outputs; i++) if (this.prediction[i] > 0.5 === this.targets[i] > 0.5) right++;
    return right;
  }
}

/** The first of equals wins, as in NumPy's argmax. */
function indexOfLargest(values: FloatArray, row: number, columns: number): number {
  const start = row * columns;
  let best = 0;
  for (let c = 1; c < columns; c++) if (values[start + c] > values[start + best]) best = c;
  return best;
}
