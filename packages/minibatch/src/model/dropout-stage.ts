/**
 * Dropout at work (Srivastava et al. 2014, inverted): while training each input is kept with
 * probability 1 - rate and divided by it; otherwise it passes unchanged. Shapes: [B, width].
 */
import type { FloatArray, Kernels } from "../kernels/kernels.ts";
import { fillDropoutMask } from "../random/dropout-mask.ts";
import { createStream } from "../random/stream.ts";
import type { Allocator } from "./allocator.ts";
import type { DropoutSpec } from "./spec.ts";

export class DropoutStage {
  readonly spec: DropoutSpec;
  readonly width: number;
  readonly y: FloatArray;
  readonly dy: FloatArray;
  readonly mask: FloatArray;
  readonly #index: number;

  /** `index` is the layer's place in the model: each layer draws masks of its own. */
  constructor(allocator: Allocator, capacity: number, width: number, spec: DropoutSpec, index: number) {
    this.spec = spec;
    this.width = width;
    this.y = allocator.floats(capacity * width);
    this.dy = allocator.floats(capacity * width);
    this.mask = allocator.floats(capacity * width);
    this.#index = index;
  }

  /** The mask of a step is drawn from (seed, step, layer) alone, so a resumed run draws the same. */
  drawMask(seed: number, step: number, B: number): void {
    const stream = createStream(seed, "dropout", step, this.#index);
    fillDropoutMask(stream, this.mask.subarray(0, B * this.width), this.spec.rate);
  }

  forward(kernels: Kernels, x: FloatArray, B: number, isTraining: boolean): void {
    const N = B * this.width;
    if (isTraining) kernels.multiply(x, this.mask, this.y, N);
    else kernels.activationForward("linear", 0, x, this.y, N);
  }

  backward(kernels: Kernels, dx: FloatArray | null, B: number): void {
    if (dx !== null) kernels.multiply(this.dy, this.mask, dx, B * this.width);
  }
}
