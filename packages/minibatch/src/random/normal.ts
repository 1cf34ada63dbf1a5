/** Normal numbers by Box and Muller, "A note on the generation of random normal deviates" (1958). */
import { cos } from "../math/cos.ts";
import { log } from "../math/log.ts";
import { sin } from "../math/sin.ts";
import type { Stream } from "./stream.ts";

/** A source of normal numbers. They come in pairs: the source keeps the second for the next call. */
export function createNormalSource(stream: Stream, mean = 0, sd = 1): () => number {
  let spare = 0;
  let hasSpare = false;
  return () => {
    hasSpare = !hasSpare;
    if (!hasSpare) return mean + sd * spare;
    const radius = Math.sqrt(-2 * log(1 - stream.nextFloat())); // of (0, 1], whose logarithm is finite
    const angle = 2 * Math.PI * stream.nextFloat();
    spare = radius * sin(angle);
    return mean + sd * (radius * cos(angle));
  };
}

/** Fills values with normal numbers. */
export function fillNormal(stream: Stream, values: Float32Array | Float64Array, mean: number, sd: number): void {
  const next = createNormalSource(stream, mean, sd);
  for (let i = 0; i < values.length; i++) values[i] = next();
}
