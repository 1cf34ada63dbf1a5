import { below } from "./below.ts";
import type { Stream } from "./stream.ts";

/**
 * Puts the values in random order, in place, every order equally likely: Durstenfeld's form of Fisher and Yates (1964).
 */
export function shuffle(stream: Stream, values: Int32Array | Uint32Array): void {
  for (let last = values.length - 1; last > 0; last--) {
    const pick = below(stream, last + 1);
    const value = values[pick];
    values[pick] = values[last];
    values[last] = value;
  }
}
