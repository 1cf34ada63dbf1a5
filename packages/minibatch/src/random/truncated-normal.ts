import { createNormalSource } from "./normal.ts";
import type { Stream } from "./stream.ts";

/** Standard deviations from the mean at which TensorFlow and Keras cut (`stateless_truncated_normal`). */
const CUT = 2;

/**
 * Fills values with normal numbers that lie within 2 sd of the mean; those that do not (4.6%) are drawn again. `sd` is
 * the uncut normal's; the sd of the numbers is .87962566103423978 of it.
 */
export function fillTruncatedNormal(
  stream: Stream,
  values: Float32Array | Float64Array,
  mean: number,
  sd: number,
): void {
  const next = createNormalSource(stream);
  for (let i = 0; i < values.length; i++) {
    let z = next();
    while (Math.abs(z) > CUT) z = next();
    values[i] = mean + sd * z;
  }
}
