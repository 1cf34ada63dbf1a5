/** Normal numbers by Box and Muller, "A note on the generation of random normal deviates" (1958). */
import { log } from "../math/log.ts";
import { sinCos } from "../math/sin-cos.ts";
import type { Stream } from "./stream.ts";

/** A source of normal numbers. They come in pairs: the source keeps the second for the next call. */
export function createNormalSource(stream: Stream, mean = 0, sd = 1): () => number {
  const pair = new Float64Array(2);
  let hasSpare = false;
  return () => {
    hasSpare = !hasSpare;
    if (!hasSpare) return mean + sd * pair[0];
    drawPair(stream, pair);
    return mean + sd * pair[1];
  };
}

/** Fills values with normal numbers, as a source of its own would. */
export function fillNormal(stream: Stream, values: Float32Array | Float64Array, mean: number, sd: number): void {
  const pair = new Float64Array(2);
  for (let i = 0; i < values.length; i += 2) {
    drawPair(stream, pair);
    values[i] = mean + sd * pair[1];
    if (i + 1 < values.length) values[i + 1] = mean + sd * pair[0];
  }
}

/** Two independent standard normal numbers; the first to be given is pair[1]. */
function drawPair(stream: Stream, pair: Float64Array): void {
  const radius = Math.sqrt(-2 * log(1 - stream.nextFloat())); // of (0, 1], whose logarithm is finite
  sinCos(2 * Math.PI * stream.nextFloat(), pair);
  pair[0] *= radius;
  pair[1] *= radius;
}
