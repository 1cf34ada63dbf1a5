/** Average pooling of rows r0 .. r1 of a batch. Lanes are channels, as in max-pooling. */
import { FULL, put, take } from "./lanes";
import { store8 } from "./vector";
import { across, areApart, C, coverOnce, down, H, h, left, P, Q, top, W, w } from "./windows";

/** y = the sum of every window's cells over how many there are. */
export function averagePoolPart(x: usize, y: usize, r0: i32, r1: i32): void {
  const cell = <usize>C << 2, line = <usize>W * cell;
  x += <usize>r0 * <usize>H * line;
  y += <usize>r0 * <usize>(P * Q) * cell;
  for (let r = r0; r < r1; r++) {
    for (let p = 0; p < P; p++) {
      const i = p * down - top;
      const k0 = max(0, -i), k1 = min(h, H - i);
      for (let q = 0; q < Q; q++) {
        const j = q * across - left;
        const l0 = max(0, -j), l1 = min(w, W - j);
        meanOf(x + <usize>(i + k0) * line + <usize>(j + l0) * cell, line, cell, k1 - k0, l1 - l0, y);
        y += cell;
      }
    }
    x += <usize>H * line;
  }
}

/** The mean of `rows` x `columns` cells. */
// @ts-ignore: decorator
@inline
function meanOf(from: usize, line: usize, cell: usize, rows: i32, columns: i32, y: usize): void {
  const share = <f32>1 / <f32>(rows * columns);
  let at: usize = 0;
  // four vectors at once: an addition takes four cycles, and others can start meanwhile
  for (; at + 64 <= cell; at += 64) {
    let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
    let row = from + at;
    for (let k = 0; k < rows; k++) {
      let x = row;
      for (let l = 0; l < columns; l++) {
        s0 = f32x4.add(s0, v128.load(x));
        s1 = f32x4.add(s1, v128.load(x, 16));
        s2 = f32x4.add(s2, v128.load(x, 32));
        s3 = f32x4.add(s3, v128.load(x, 48));
        x += cell;
      }
      row += line;
    }
    const shares = f32x4.splat(share);
    s0 = f32x4.mul(s0, shares);
    s1 = f32x4.mul(s1, shares);
    s2 = f32x4.mul(s2, shares);
    s3 = f32x4.mul(s3, shares);
    v128.store(y + at, s0);
    v128.store(y + at, s1, 16);
    v128.store(y + at, s2, 32);
    v128.store(y + at, s3, 48);
  }
  for (; at + 16 <= cell; at += 16) meanIn(from + at, line, cell, rows, columns, share, y + at, FULL);
  if (cell & 12) {
    if (cell > 16) meanIn(from + cell - 16, line, cell, rows, columns, share, y + cell - 16, FULL);
    else meanIn(from, line, cell, rows, columns, share, y, C);
  }
}

// @ts-ignore: decorator
@inline
function meanIn(from: usize, line: usize, cell: usize, rows: i32, columns: i32, share: f32, y: usize, count: i32): void {
  let sum = f32x4.splat(0);
  for (let k = 0; k < rows; k++) {
    let x = from;
    for (let l = 0; l < columns; l++) {
      sum = f32x4.add(sum, take(x, count));
      x += cell;
    }
    from += line;
  }
  put(y, f32x4.mul(sum, f32x4.splat(share)), count);
}

/** dx = the sums of dy's shares of the windows that a cell is in, in the order of the windows. */
export function averagePoolBackwardPart(dy: usize, dx: usize, r0: i32, r1: i32): void {
  const cell = <usize>C << 2, row = <usize>(H * W) * cell, output = <usize>(P * Q) * cell;
  dy += <usize>r0 * output;
  dx += <usize>r0 * row;
  const isApart = areApart();
  if (isApart && !coverOnce()) memory.fill(dx, 0, <usize>(r1 - r0) * row);
  for (let r = r0; r < r1; r++) {
    if (isApart) handOut(dy, dx);
    else collect(dy, dx);
    dy += output;
    dx += row;
  }
}

/** Windows that have no cell in common: each writes its own. */
function handOut(dy: usize, dx: usize): void {
  const cell = <usize>C << 2, line = <usize>W * cell;
  for (let p = 0; p < P; p++) {
    const i = p * down - top;
    const k0 = max(0, -i), k1 = min(h, H - i);
    for (let q = 0; q < Q; q++) {
      const j = q * across - left;
      const l0 = max(0, -j), l1 = min(w, W - j);
      const to = dx + <usize>(i + k0) * line + <usize>(j + l0) * cell;
      const share = <f32>1 / <f32>((k1 - k0) * (l1 - l0));
      let at: usize = 0;
      for (; at + 16 <= cell; at += 16) handOutIn(dy + at, to + at, line, cell, k1 - k0, l1 - l0, share, FULL);
      if (cell & 12) {
        if (cell > 16) handOutIn(dy + cell - 16, to + cell - 16, line, cell, k1 - k0, l1 - l0, share, FULL);
        else handOutIn(dy, to, line, cell, k1 - k0, l1 - l0, share, C);
      }
      dy += cell;
    }
  }
}

// @ts-ignore: decorator
@inline
function handOutIn(dy: usize, to: usize, line: usize, cell: usize, rows: i32, columns: i32, share: f32, count: i32): void {
  const v = f32x4.mul(take(dy, count), f32x4.splat(share));
  for (let k = 0; k < rows; k++) {
    let out = to;
    for (let l = 0; l < columns; l++) {
      put(out, v, count);
      out += cell;
    }
    to += line;
  }
}

/** Windows that overlap: each cell takes from all that it is in, one after the other. */
function collect(dy: usize, dx: usize): void {
  const cell = <usize>C << 2;
  let p0 = 0, p1 = -1;
  for (let i = top; i < top + H; i++) {
    while (p1 + 1 < P && (p1 + 1) * down <= i) p1++;
    while (p0 * down + h <= i) p0++;
    let q0 = 0, q1 = -1;
    for (let j = left; j < left + W; j++) {
      while (q1 + 1 < Q && (q1 + 1) * across <= j) q1++;
      while (q0 * across + w <= j) q0++;
      if (p0 > p1 || q0 > q1) memory.fill(dx, 0, cell);
      for (let p = p0; p <= p1; p++) {
        const rows = cellsIn(p * down - top, h, H);
        for (let q = q0; q <= q1; q++) {
          const share = <f32>1 / <f32>(rows * cellsIn(q * across - left, w, W));
          const at = dy + <usize>(p * Q + q) * cell;
          if (p == p0 && q == q0) give(true, at, share, dx, cell);
          else give(false, at, share, dx, cell);
        }
      }
      dx += cell;
    }
  }
}

/** How many of the cells of a window lie in the picture, along an axis. */
// @ts-ignore: decorator
@inline
function cellsIn(begin: i32, size: i32, length: i32): i32 {
  return min(size, length - begin) - max(0, -begin);
}

/** A window's share for a cell: the first thing that it gets, or added to the others. */
// @ts-ignore: decorator
@inline
function give(isFirst: bool, dy: usize, share: f32, dx: usize, cell: usize): void {
  const whole = cell & ~31;
  let at: usize = 0;
  for (; at < whole; at += 32) {
    const low = f32x4.mul(v128.load(dy + at), f32x4.splat(share));
    const high = f32x4.mul(v128.load(dy + at, 16), f32x4.splat(share));
    if (isFirst) store8(dx + at, low, high);
    else store8(dx + at, f32x4.add(v128.load(dx + at), low), f32x4.add(v128.load(dx + at, 16), high));
  }
  if (cell & 16) {
    const v = f32x4.mul(v128.load(dy + at), f32x4.splat(share));
    v128.store(dx + at, isFirst ? v : f32x4.add(v128.load(dx + at), v));
    at += 16;
  }
  if (cell & 12) {
    const v = f32x4.mul(take(dy + at, C & 3), f32x4.splat(share));
    put(dx + at, isFirst ? v : f32x4.add(take(dx + at, C & 3), v), C & 3);
  }
}
