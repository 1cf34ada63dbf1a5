import type { Stream } from "minibatch";
import type { Scalar } from "../../experiment/spec.ts";

/** A density over one parameter's values, estimated from some of them. */
export interface Estimator {
  draw(stream: Stream): Scalar;
  /** For whole numbers and choices, the logarithm of the probability. */
  logDensity(value: Scalar): number;
}
