/**
 * The loss at work: prediction and dL/d(output) from the last layer's output and the batch's
 * targets. Means: softmax cross-entropy over rows; the other two over rows and outputs (as Keras
 * and PyTorch).
 */
import type { FloatArray, Kernels } from "../kernels/kernels.ts";
import type { LossKind } from "../losses/losses.ts";
import type { Allocator } from "./allocator.ts";
import { type LossRun, lossRuns } from "./loss-runs.ts";

export class LossStage {
  readonly outputs: number;
  /** [capacity] class of each row, when targets are classes */
  readonly labels: Int32Array;
  /** [capacity, outputs] targets as numbers otherwise */
  readonly targets: FloatArray;
  /** [capacity, outputs] probabilities, or the output itself for mean squared error */
  readonly prediction: FloatArray;
  /** which of `labels` and `targets` holds the batch */
  hasLabels = false;
  readonly #rule: LossRun;

  constructor(allocator: Allocator, capacity: number, outputs: number, kind: LossKind) {
    this.#rule = lossRuns[kind];
    this.outputs = outputs;
    this.labels = allocator.ints(capacity);
    this.targets = allocator.floats(capacity * outputs);
    this.prediction = allocator.floats(capacity * outputs);
  }

  /** Fills `prediction` and `dy`; returns the mean loss of the batch's B rows. */
  run(kernels: Kernels, y: FloatArray, dy: FloatArray, B: number): number {
    return this.#rule.run(kernels, this, y, dy, B, this.outputs);
  }

  /** How many of the batch's predictions are right, out of `countedPerRow` a row; null for mean squared error. */
  countRight(B: number): number | null {
    return this.#rule.countRight?.(this, B, this.outputs) ?? null;
  }

  get countedPerRow(): number {
    return this.#rule.countedPerRow(this.outputs);
  }
}
