/** Biases, and ReLU, after a product that did not add them. */
import { FULL, put, take, wholeBytes } from "./lanes";

/** Rows r0 .. r1 of y_BO += b_O, then cut at 0 (ReLU) if `cuts`. */
export function addBiases(y: usize, b: usize, O: i32, r0: i32, r1: i32, cuts: bool): void {
  const whole = wholeBytes(O);
  const row = <usize>O << 2;
  let out = y + <usize>r0 * row;
  for (let r = r0; r < r1; r++) {
    let at: usize = 0;
    for (; at < whole; at += 16) addBlock(out + at, b + at, cuts, FULL);
    if (O & 3) addBlock(out + at, b + at, cuts, O & 3);
    out += row;
  }
}

// @ts-ignore: decorator
@inline
function addBlock(y: usize, b: usize, cuts: bool, count: i32): void {
  const sum = f32x4.add(take(y, count), take(b, count));
  put(y, cuts ? f32x4.max(sum, f32x4.splat(0)) : sum, count);
}
