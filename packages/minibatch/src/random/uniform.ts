import type { Stream } from "./stream.ts";

/** Fills values with uniform numbers of [low, high); high itself only where rounding low + (high - low) u gives it. */
export function fillUniform(stream: Stream, values: Float32Array | Float64Array, low: number, high: number): void {
  const width = high - low;
  for (let i = 0; i < values.length; i++) values[i] = low + width * stream.nextFloat();
}
