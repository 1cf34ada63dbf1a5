/** Bias gradients: sums over the rows, each column from the first row to the last. */
import { storePartial } from "./vector";

/** Columns o0 .. o1 of s_O = sum over rows of x_BO; or, to descend, s -= eta sum. o0 is a multiple of 4. */
export function columnSumsPart(x: usize, s: usize, B: i32, O: i32, o0: i32, o1: i32, descends: bool, eta: f32): void {
  let o = o0;
  for (; o + 16 <= o1; o += 16) sum16(x + (<usize>o << 2), s + (<usize>o << 2), B, <usize>O << 2, descends, eta);
  for (; o < o1; o += 4) sum4(x + (<usize>o << 2), s + (<usize>o << 2), B, <usize>O << 2, o1 - o, descends, eta);
}

/** Four vectors at once: an addition takes four cycles, and four others can start meanwhile. */
function sum16(x: usize, s: usize, B: i32, row: usize, descends: bool, eta: f32): void {
  let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
  for (let r = 0; r < B; r++) {
    s0 = f32x4.add(s0, v128.load(x));
    s1 = f32x4.add(s1, v128.load(x, 16));
    s2 = f32x4.add(s2, v128.load(x, 32));
    s3 = f32x4.add(s3, v128.load(x, 48));
    x += row;
  }
  v128.store(s, conclude(s, s0, descends, eta));
  v128.store(s, conclude(s + 16, s1, descends, eta), 16);
  v128.store(s, conclude(s + 32, s2, descends, eta), 32);
  v128.store(s, conclude(s + 48, s3, descends, eta), 48);
}

function sum4(x: usize, s: usize, B: i32, row: usize, lanes: i32, descends: bool, eta: f32): void {
  let sum = f32x4.splat(0);
  for (let r = 0; r < B; r++) {
    sum = f32x4.add(sum, v128.load(x));
    x += row;
  }
  sum = conclude(s, sum, descends, eta);
  if (lanes >= 4) v128.store(s, sum);
  else storePartial(s, sum, lanes);
}

// @ts-ignore: decorator
@inline
function conclude(s: usize, sum: v128, descends: bool, eta: f32): v128 {
  return descends ? f32x4.sub(v128.load(s), f32x4.mul(f32x4.splat(eta), sum)) : sum;
}
