import type { ElementFormula } from "./formula.ts";
import { signOf } from "./mean-absolute-error.ts";

/**
 * P. J. Huber (1964), "Robust estimation of a location parameter", section 1: with e = z - t, e^2 / 2 up to |e| =
 * delta, from there on the straight line delta (|e| - delta / 2). Numbers: delta.
 */
export const huber: ElementFormula = {
  prediction: (z) => z,
  loss(z, t, [delta]) {
    const size = Math.abs(z - t);
    return size <= delta ? 0.5 * size * size : delta * (size - 0.5 * delta);
  },
  slope(z, t, [delta]) {
    const e = z - t;
    return Math.abs(e) <= delta ? e : delta * signOf(e);
  },
};
