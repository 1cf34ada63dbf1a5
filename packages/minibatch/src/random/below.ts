import { SpecError } from "../errors.ts";
import { multiplyHigh } from "./multiply-high.ts";
import type { Stream } from "./stream.ts";

const TWO_32 = 0x1_0000_0000;

/**
 * An integer of 0 .. n - 1, each equally likely, for an integer n of 1 .. 2^32 - 1; throws SpecError for another.
 * Lemire, "Fast random integer generation in an interval" (2019), algorithm 5.
 */
export function below(stream: Stream, n: number): number {
  if (!(Number.isInteger(n) && n >= 1 && n < TWO_32)) {
    throw new SpecError("n", `Cannot draw an integer below ${n}: it must be a whole number from 1 to ${TWO_32 - 1}`);
  }
  let x = stream.nextUint32();
  let low = Math.imul(x, n) >>> 0;
  if (low < n) {
    const threshold = (TWO_32 - n) % n;
    while (low < threshold) {
      x = stream.nextUint32();
      low = Math.imul(x, n) >>> 0;
    }
  }
  return multiplyHigh(x, n);
}
