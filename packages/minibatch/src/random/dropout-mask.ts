import type { Stream } from "./stream.ts";

const TWO_32 = 0x1_0000_0000;

/**
 * Fills mask with 0 (probability `rate`, 0 <= rate < 1, to within 2^-32) and 1 / (1 - rate): inverted dropout, which
 * keeps the expectation (Srivastava et al., "Dropout" (2014), section 10). One integer each.
 */
export function fillDropoutMask(stream: Stream, mask: Float32Array | Float64Array, rate: number): void {
  const firstKept = Math.ceil(rate * TWO_32);
  const kept = 1 / (1 - rate);
  for (let i = 0; i < mask.length; i++) mask[i] = stream.nextUint32() >= firstKept ? kept : 0;
}
