/** Averages of tensors, and weights held to a constraint. */
import type { FloatArray } from "../math/float-array.ts";
import type { ConstraintKind } from "../plan/operation.ts";

/** Keras's and PyTorch's: a norm of 0 must not be divided by. */
const EPSILON = 1e-7;

/** to [N] += share (x [N] - to): what stays the same is its own mean, to the bit; share 1: to = x */
export function blend(x: FloatArray, share: number, to: FloatArray): void {
  if (share === 1) to.set(x);
  else for (let n = 0; n < to.length; n++) to[n] += share * (x[n] - to[n]);
}

/** w [K, O], a unit's weights in each column */
export function constrain(constraint: ConstraintKind, limit: number, w: FloatArray, O: number): void {
  if (constraint === "non-negative") {
    for (let n = 0; n < w.length; n++) w[n] = Math.max(w[n], 0);
    return;
  }
  for (let o = 0; o < O; o++) {
    let sum = 0;
    for (let n = o; n < w.length; n += O) sum += w[n] * w[n];
    const norm = Math.sqrt(sum);
    if (constraint === "max-norm" && !(norm > limit)) continue;
    const factor = limit / (norm + EPSILON);
    for (let n = o; n < w.length; n += O) w[n] *= factor;
  }
}
