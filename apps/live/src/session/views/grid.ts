/** The plane of two inputs, as rows. */
import type { Points } from "../../protocol/messages.ts";

/** [side * side, 2]: the middle of each cell, the top row first. */
export function gridOf([left, bottom, right, top]: Points["extent"], side: number): Float32Array {
  const values = new Float32Array(2 * side * side);
  for (let row = 0, i = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      values[i++] = left + ((column + 0.5) / side) * (right - left);
      values[i++] = top - ((row + 0.5) / side) * (top - bottom);
    }
  }
  return values;
}
