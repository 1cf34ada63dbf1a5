/** What is done with a tile's finished sums on their way from the spare tile into the matrix. */
import { store8, storePartial } from "./vector";

/** kept as they are */
// @ts-ignore: decorator
@inline
export const KEEP: i32 = 0;
/** cut at 0 */
// @ts-ignore: decorator
@inline
export const RELU: i32 = 1;
/** taken as a gradient: c -= eta sum; the operand is where eta, a float32, lies */
// @ts-ignore: decorator
@inline
export const DESCEND: i32 = 2;
/** kept where the operand, a matrix shaped as c, is above 0, else 0: ReLU's slope */
// @ts-ignore: decorator
@inline
export const MASK: i32 = 3;

/**
 * Up to 6 rows and 16 columns; whole tiles that are kept as they are do not come through the spare tile. `mask` is the
 * operand's element under c's first one, `eta` the operand itself.
 */
export function finishTile(finish: i32, spare: usize, spareRow: usize, c: usize, cRow: usize, rows: i32, columns: i32, mask: usize, eta: usize): void {
  if (finish != KEEP) {
    for (; columns >= 8; columns -= 8) {
      if (finish == RELU) relu8(spare, spareRow, c, cRow, rows);
      else if (finish == DESCEND) descend8(spare, spareRow, c, cRow, rows, eta);
      else mask8(spare, spareRow, c, cRow, rows, mask);
      spare += 32;
      c += 32;
      mask += 32;
    }
  }
  if (columns) finishNarrow(finish, spare, spareRow, c, cRow, rows, columns, mask, eta);
}

function relu8(spare: usize, spareRow: usize, c: usize, cRow: usize, rows: i32): void {
  const zero = f32x4.splat(0);
  for (let r = 0; r < rows; r++) {
    store8(c, f32x4.max(v128.load(spare), zero), f32x4.max(v128.load(spare, 16), zero));
    spare += spareRow;
    c += cRow;
  }
}

function descend8(spare: usize, spareRow: usize, c: usize, cRow: usize, rows: i32, eta: usize): void {
  const rate = v128.load32_splat(eta);
  for (let r = 0; r < rows; r++) {
    const low = f32x4.sub(v128.load(c), f32x4.mul(rate, v128.load(spare)));
    const high = f32x4.sub(v128.load(c, 16), f32x4.mul(rate, v128.load(spare, 16)));
    store8(c, low, high);
    spare += spareRow;
    c += cRow;
  }
}

/** Multiplied by 1 or 0, as in the activation's own kernel: a number that is not finite stays visible. */
function mask8(spare: usize, spareRow: usize, c: usize, cRow: usize, rows: i32, mask: usize): void {
  for (let r = 0; r < rows; r++) {
    const low = f32x4.mul(v128.load(spare), stepOf(v128.load(mask)));
    const high = f32x4.mul(v128.load(spare, 16), stepOf(v128.load(mask, 16)));
    store8(c, low, high);
    spare += spareRow;
    c += cRow;
    mask += cRow;
  }
}

/** 1 above 0, else 0 */
// @ts-ignore: decorator
@inline
function stepOf(x: v128): v128 {
  return v128.and(f32x4.gt(x, f32x4.splat(0)), f32x4.splat(1));
}

/** The last columns of a matrix; nothing is written beyond them. */
function finishNarrow(finish: i32, spare: usize, spareRow: usize, c: usize, cRow: usize, rows: i32, columns: i32, mask: usize, eta: usize): void {
  const zero = f32x4.splat(0);
  const rate = finish == DESCEND ? v128.load32_splat(eta) : zero;
  for (let r = 0; r < rows; r++) {
    for (let n = 0; n < columns; n += 4) {
      const at = <usize>n << 2;
      let v = v128.load(spare + at);
      if (finish == RELU) v = f32x4.max(v, zero);
      else if (finish == DESCEND) v = f32x4.sub(v128.load(c + at), f32x4.mul(rate, v));
      else if (finish == MASK) v = f32x4.mul(v, stepOf(v128.load(mask + at)));
      const lanes = columns - n;
      if (lanes >= 4) v128.store(c + at, v);
      else storePartial(c + at, v, lanes);
    }
    spare += spareRow;
    c += cRow;
    mask += cRow;
  }
}
