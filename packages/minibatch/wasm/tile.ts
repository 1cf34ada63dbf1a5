/**
 * The register tile of the dense products: up to 6 x 8 sums stay in registers while k runs (12 sums, 2 vectors of b, 1
 * of a: the 15 that V8 leaves of SSE's and AVX's 16), so each loaded number is used six or eight times.
 */
import { madd } from "./vector";

/**
 * c = start + a b for `rows` x 4 `vectors`, both compile-time constants at every call, so that the ifs cost nothing.
 * Strides are in bytes. `resume` starts the sums from c itself, else from start0 and start1 (the bias, or 0).
 */
// @ts-ignore: decorator
@inline
export function tile(
  rows: i32, vectors: i32, a: usize, aRow: usize, aK: usize, b: usize, bK: usize, c: usize, cRow: usize, K: i32,
  start0: v128, start1: v128, resume: bool,
): void {
  let c00 = start0, c01 = start1, c10 = start0, c11 = start1, c20 = start0, c21 = start1, c30 = start0, c31 = start1, c40 = start0, c41 = start1, c50 = start0, c51 = start1;
  const a1 = aRow, a2 = aRow * 2, a3 = aRow * 3, a4 = aRow * 4, a5 = aRow * 5;
  if (resume) {
    let from = c;
    {
      c00 = v128.load(from);
      if (vectors > 1) c01 = v128.load(from, 16);
    }
    if (rows > 1) {
      from += cRow;
      c10 = v128.load(from);
      if (vectors > 1) c11 = v128.load(from, 16);
    }
    if (rows > 2) {
      from += cRow;
      c20 = v128.load(from);
      if (vectors > 1) c21 = v128.load(from, 16);
    }
    if (rows > 3) {
      from += cRow;
      c30 = v128.load(from);
      if (vectors > 1) c31 = v128.load(from, 16);
    }
    if (rows > 4) {
      from += cRow;
      c40 = v128.load(from);
      if (vectors > 1) c41 = v128.load(from, 16);
    }
    if (rows > 5) {
      from += cRow;
      c50 = v128.load(from);
      if (vectors > 1) c51 = v128.load(from, 16);
    }
  }
  for (let k = 0; k < K; k++) {
    const b0 = v128.load(b);
    const b1 = vectors > 1 ? v128.load(b, 16) : b0;
    let s = v128.load32_splat(a);
    c00 = madd(s, b0, c00);
    if (vectors > 1) c01 = madd(s, b1, c01);
    if (rows > 1) {
      s = v128.load32_splat(a + a1);
      c10 = madd(s, b0, c10);
      if (vectors > 1) c11 = madd(s, b1, c11);
    }
    if (rows > 2) {
      s = v128.load32_splat(a + a2);
      c20 = madd(s, b0, c20);
      if (vectors > 1) c21 = madd(s, b1, c21);
    }
    if (rows > 3) {
      s = v128.load32_splat(a + a3);
      c30 = madd(s, b0, c30);
      if (vectors > 1) c31 = madd(s, b1, c31);
    }
    if (rows > 4) {
      s = v128.load32_splat(a + a4);
      c40 = madd(s, b0, c40);
      if (vectors > 1) c41 = madd(s, b1, c41);
    }
    if (rows > 5) {
      s = v128.load32_splat(a + a5);
      c50 = madd(s, b0, c50);
      if (vectors > 1) c51 = madd(s, b1, c51);
    }
    a += aK;
    b += bK;
  }
  {
    v128.store(c, c00);
    if (vectors > 1) v128.store(c, c01, 16);
  }
  if (rows > 1) {
    c += cRow;
    v128.store(c, c10);
    if (vectors > 1) v128.store(c, c11, 16);
  }
  if (rows > 2) {
    c += cRow;
    v128.store(c, c20);
    if (vectors > 1) v128.store(c, c21, 16);
  }
  if (rows > 3) {
    c += cRow;
    v128.store(c, c30);
    if (vectors > 1) v128.store(c, c31, 16);
  }
  if (rows > 4) {
    c += cRow;
    v128.store(c, c40);
    if (vectors > 1) v128.store(c, c41, 16);
  }
  if (rows > 5) {
    c += cRow;
    v128.store(c, c50);
    if (vectors > 1) v128.store(c, c51, 16);
  }
}
