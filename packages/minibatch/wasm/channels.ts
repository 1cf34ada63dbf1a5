/**
 * What goes by channels, the last dimension of C: `cells` of them, one after the other. Lanes are channels; those that
 * fill no vector are done by one that overlaps the one before it, to the same numbers, or by fewer lanes where there
 * are less than four. A single channel goes by cells.
 */
import { FULL, put, take } from "./lanes";
import { store8 } from "./vector";

const SLOPE: i32 = 0, SLOPE_BACKWARD: i32 = 1, MULTIPLY: i32 = 2;

/** y = x where x > 0, else a x */
export function slopePart(x: usize, a: usize, y: usize, cells: i32, C: i32): void {
  pass(SLOPE, x, a, x, y, cells, C);
}

/** dx = dy where x > 0, else a dy */
export function slopeBackwardPart(x: usize, a: usize, dy: usize, dx: usize, cells: i32, C: i32): void {
  pass(SLOPE_BACKWARD, x, a, dy, dx, cells, C);
}

/** y = x m */
export function multiplyChannelsPart(x: usize, m: usize, y: usize, cells: i32, C: i32): void {
  pass(MULTIPLY, x, m, x, y, cells, C);
}

/** Of x, its channel's number, and v; x and v lie in one place unless the slope goes backward. */
// @ts-ignore: decorator
@inline
function formula(kind: i32, x: v128, a: v128, v: v128): v128 {
  if (kind == MULTIPLY) return f32x4.mul(x, a);
  return v128.bitselect(v, f32x4.mul(a, v), f32x4.gt(x, f32x4.splat(0)));
}

// @ts-ignore: decorator
@inline
function pass(kind: i32, x: usize, a: usize, v: usize, y: usize, cells: i32, C: i32): void {
  if (C == 1) {
    passOne(kind, x, v128.load32_splat(a), v, y, cells);
    return;
  }
  const cell = <usize>C << 2, whole = cell & ~31;
  for (let i = 0; i < cells; i++) {
    let at: usize = 0;
    for (; at < whole; at += 32) {
      const low = formula(kind, v128.load(x + at), v128.load(a + at), v128.load(v + at));
      const high = formula(kind, v128.load(x + at, 16), v128.load(a + at, 16), v128.load(v + at, 16));
      store8(y + at, low, high);
    }
    if (cell & 16) block(kind, x + at, a + at, v + at, y + at, FULL);
    if (cell & 12) {
      at = cell > 16 ? cell - 16 : 0;
      if (cell > 16) block(kind, x + at, a + at, v + at, y + at, FULL);
      else block(kind, x, a, v, y, C);
    }
    x += cell;
    v += cell;
    y += cell;
  }
}

// @ts-ignore: decorator
@inline
function block(kind: i32, x: usize, a: usize, v: usize, y: usize, count: i32): void {
  put(y, formula(kind, take(x, count), take(a, count), take(v, count)), count);
}

// @ts-ignore: decorator
@inline
function passOne(kind: i32, x: usize, a: v128, v: usize, y: usize, N: i32): void {
  for (let n = N & ~7; n > 0; n -= 8) {
    const low = formula(kind, v128.load(x), a, v128.load(v));
    const high = formula(kind, v128.load(x, 16), a, v128.load(v, 16));
    store8(y, low, high);
    x += 32;
    v += 32;
    y += 32;
  }
  for (let rest = N & 7; rest > 0; rest -= 4) {
    put(y, formula(kind, take(x, rest), a, take(v, rest)), rest);
    x += 16;
    v += 16;
    y += 16;
  }
}

/** da of channels c0 .. c1, c0 a multiple of 4: sums of dy x where not x > 0, in float64 over all cells. */
export function slopeGradientPart(x: usize, dy: usize, da: usize, cells: i32, C: i32, c0: i32, c1: i32): void {
  const cell = <usize>C << 2;
  for (let c = c0; c < c1; c += 4) {
    const at = <usize>c << 2;
    if (c1 - c >= FULL) sumBelow(x + at, dy + at, da + at, cells, cell, FULL);
    else sumBelow(x + at, dy + at, da + at, cells, cell, c1 - c);
  }
}

/** da of all as one number. */
export function slopeGradientOfAll(x: usize, dy: usize, da: usize, N: i32): void {
  let low = f64x2.splat(0), high = f64x2.splat(0);
  for (let rest = N; rest > 0; rest -= 4) {
    const v = below(x, dy, rest);
    low = f64x2.add(low, f64x2.promote_low_f32x4(v));
    high = f64x2.add(high, f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 0, 1)));
    x += 16;
    dy += 16;
  }
  const both = f64x2.add(low, high);
  store<f32>(da, <f32>(f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1)));
}

// @ts-ignore: decorator
@inline
function sumBelow(x: usize, dy: usize, da: usize, cells: i32, cell: usize, count: i32): void {
  let low = f64x2.splat(0), high = f64x2.splat(0);
  for (let i = 0; i < cells; i++) {
    const v = below(x, dy, count);
    low = f64x2.add(low, f64x2.promote_low_f32x4(v));
    high = f64x2.add(high, f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 0, 1)));
    x += cell;
    dy += cell;
  }
  put(da, v128.shuffle<f32>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 1, 4, 5), count);
}

/** dy x where not x > 0 */
// @ts-ignore: decorator
@inline
function below(x: usize, dy: usize, count: i32): v128 {
  const v = take(x, count);
  return v128.andnot(f32x4.mul(take(dy, count), v), f32x4.gt(v, f32x4.splat(0)));
}
