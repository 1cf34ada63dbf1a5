/** Sums over many rows of a few columns, as those of pixels are. */
import { columnSumsPart } from "../column-sums";

/** Rows of few columns are taken so many at once, as one: a vector's additions would wait for each other. */
const AT_ONCE: i32 = 4;
/** Rows of a block, whose sums begin at 0: long sums keep more of their figures. */
const BLOCK: i32 = 1024;
const WIDEST: i32 = 16;

/**
 * Columns f0 .. f1 of s_F = sum over rows of x_NF, block by block. f0 is a multiple of 16; `sums`: 256 bytes of the
 * thread's own.
 */
export function sumChannels(x: usize, s: usize, N: i32, F: i32, f0: i32, f1: i32, sums: usize): void {
  for (let f = f0; f < f1; f++) store<f32>(s + (<usize>f << 2), 0);
  for (let f = f0; f < f1; f += WIDEST) {
    const some = min(WIDEST, f1 - f);
    for (let n = 0; n < N; n += BLOCK) {
      const rows = min(BLOCK, N - n);
      const at = x + (<usize>n * <usize>F << 2);
      // only where all columns are taken are neighbouring rows one
      const isFolded = F <= WIDEST;
      const wholes = isFolded ? rows / AT_ONCE : 0;
      if (wholes > 0) {
        columnSumsPart(at, sums, wholes, F * AT_ONCE, 0, F * AT_ONCE, false, 0);
        for (let r = 0; r < AT_ONCE; r++) add(sums + (<usize>(r * F) << 2), s, F);
        for (let r = wholes * AT_ONCE; r < rows; r++) add(at + (<usize>(r * F) << 2), s, F);
      } else {
        sumBlock(at, rows, F, f, some, sums);
        add(sums, s + (<usize>f << 2), some);
      }
    }
  }
}

function sumBlock(x: usize, rows: i32, F: i32, f: i32, some: i32, sums: usize): void {
  if (some == WIDEST) {
    const row = <usize>F << 2;
    let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
    let at = x + (<usize>f << 2);
    for (let r = 0; r < rows; r++) {
      s0 = f32x4.add(s0, v128.load(at));
      s1 = f32x4.add(s1, v128.load(at, 16));
      s2 = f32x4.add(s2, v128.load(at, 32));
      s3 = f32x4.add(s3, v128.load(at, 48));
      at += row;
    }
    v128.store(sums, s0);
    v128.store(sums, s1, 16);
    v128.store(sums, s2, 32);
    v128.store(sums, s3, 48);
    return;
  }
  for (let j = 0; j < some; j++) {
    let sum: f32 = 0;
    let at = x + (<usize>(f + j) << 2);
    for (let r = 0; r < rows; r++) {
      sum += load<f32>(at);
      at += <usize>F << 2;
    }
    store<f32>(sums + (<usize>j << 2), sum);
  }
}

function add(from: usize, to: usize, count: i32): void {
  for (let n = 0; n < count; n++) {
    const at = <usize>n << 2;
    store<f32>(to + at, load<f32>(to + at) + load<f32>(from + at));
  }
}
