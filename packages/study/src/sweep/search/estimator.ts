import type { Stream } from "minibatch";
import type { Scalar } from "../../experiment/spec.ts";

/** A density over one parameter's values, made from some of them. */
export interface Estimator {
  draw(stream: Stream): Scalar;
  /** Of a whole number or a choice: the logarithm of its probability. */
  logDensity(value: Scalar): number;
}
