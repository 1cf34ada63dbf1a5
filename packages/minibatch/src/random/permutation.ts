import { shuffle } from "./shuffle.ts";
import type { Stream } from "./stream.ts";

/** The integers 0 .. n - 1 in random order. */
export function drawPermutation(stream: Stream, n: number): Uint32Array {
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  shuffle(stream, order);
  return order;
}
