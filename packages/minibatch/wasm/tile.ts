/**
 * The register tile of the dense products: up to 6 x 8 sums stay in registers while k runs (12 sums, 2 vectors of b, 1
 * of a: the 15 that V8 leaves of SSE's and AVX's 16), so each loaded number is used six or eight times. Where V8 makes
 * one operation of 256 bits of each two neighbours, the same registers hold 6 x 16.
 */
import { madd } from "./vector";

/** Forms of a tile, see tileOfRuns. */
// @ts-ignore: decorator
@inline
export const PLAIN: i32 = 0;
// @ts-ignore: decorator
@inline
export const CUT: i32 = 1;
// @ts-ignore: decorator
@inline
export const ADDED: i32 = 2;

/**
 * c = start + a b for `rows` x 4 `vectors`, both compile-time constants at every call, so that the ifs cost nothing:
 * 1, 2 or 4 vectors. Strides are in bytes. Row r's sums start from what lies at `start` + r `startRow`: the bias or
 * zeros with a stride of 0, or c itself. An address, not vectors: V8 ends the process when it should pair two
 * parameters that are vectors.
 */
// @ts-ignore: decorator
@inline
export function tile(
  rows: i32, vectors: i32, a: usize, aRow: usize, aK: usize, b: usize, bK: usize, c: usize, cRow: usize, K: i32,
  start: usize, startRow: usize,
): void {
  tileOfRuns(
    rows, vectors, PLAIN, a, aRow, aRow * 2, aRow * 3, aRow * 4, aRow * 5, 0, 0, aK, b, bK, c, cRow, K, start, startRow, 0,
  );
}

/**
 * The same, and in the other forms, a compile-time constant too, a's rows begin anywhere, row r `a`r bytes after the
 * first, and k comes in `runs` of K, run i at what lies at `offsets` + 4 i after a; b goes on from run to run. CUT:
 * what is below the float32 at `floor` becomes 0. ADDED: the sums, which begin at 0, are added to c.
 */
// @ts-ignore: decorator
@inline
export function tileOfRuns(
  rows: i32, vectors: i32, form: i32, a: usize, a1: usize, a2: usize, a3: usize, a4: usize, a5: usize, offsets: usize, runs: i32, aK: usize,
  b: usize, bK: usize, c: usize, cRow: usize, K: i32, start: usize, startRow: usize, floor: usize,
): void {
  let c00 = v128.load(start), c01 = vectors > 1 ? v128.load(start, 16) : f32x4.splat(0), c02 = vectors > 2 ? v128.load(start, 32) : f32x4.splat(0), c03 = vectors > 2 ? v128.load(start, 48) : f32x4.splat(0);
  start += startRow;
  let c10 = rows > 1 ? v128.load(start) : f32x4.splat(0), c11 = rows > 1 && vectors > 1 ? v128.load(start, 16) : f32x4.splat(0), c12 = rows > 1 && vectors > 2 ? v128.load(start, 32) : f32x4.splat(0), c13 = rows > 1 && vectors > 2 ? v128.load(start, 48) : f32x4.splat(0);
  start += startRow;
  let c20 = rows > 2 ? v128.load(start) : f32x4.splat(0), c21 = rows > 2 && vectors > 1 ? v128.load(start, 16) : f32x4.splat(0), c22 = rows > 2 && vectors > 2 ? v128.load(start, 32) : f32x4.splat(0), c23 = rows > 2 && vectors > 2 ? v128.load(start, 48) : f32x4.splat(0);
  start += startRow;
  let c30 = rows > 3 ? v128.load(start) : f32x4.splat(0), c31 = rows > 3 && vectors > 1 ? v128.load(start, 16) : f32x4.splat(0), c32 = rows > 3 && vectors > 2 ? v128.load(start, 32) : f32x4.splat(0), c33 = rows > 3 && vectors > 2 ? v128.load(start, 48) : f32x4.splat(0);
  start += startRow;
  let c40 = rows > 4 ? v128.load(start) : f32x4.splat(0), c41 = rows > 4 && vectors > 1 ? v128.load(start, 16) : f32x4.splat(0), c42 = rows > 4 && vectors > 2 ? v128.load(start, 32) : f32x4.splat(0), c43 = rows > 4 && vectors > 2 ? v128.load(start, 48) : f32x4.splat(0);
  start += startRow;
  let c50 = rows > 5 ? v128.load(start) : f32x4.splat(0), c51 = rows > 5 && vectors > 1 ? v128.load(start, 16) : f32x4.splat(0), c52 = rows > 5 && vectors > 2 ? v128.load(start, 32) : f32x4.splat(0), c53 = rows > 5 && vectors > 2 ? v128.load(start, 48) : f32x4.splat(0);
  const first = a;
  let run = 0;
  do {
    if (form != PLAIN) a = first + <usize>load<i32>(offsets + (<usize>run << 2));
    for (let k = 0; k < K; k++) {
      const b0 = v128.load(b);
      const b1 = vectors > 1 ? v128.load(b, 16) : b0;
      const b2 = vectors > 2 ? v128.load(b, 32) : b0;
      const b3 = vectors > 2 ? v128.load(b, 48) : b0;
      let s = v128.load32_splat(a);
      c00 = madd(s, b0, c00);
      if (vectors > 1) c01 = madd(s, b1, c01);
      if (vectors > 2) c02 = madd(s, b2, c02);
      if (vectors > 2) c03 = madd(s, b3, c03);
      if (rows > 1) {
        s = v128.load32_splat(a + a1);
        c10 = madd(s, b0, c10);
        if (vectors > 1) c11 = madd(s, b1, c11);
        if (vectors > 2) c12 = madd(s, b2, c12);
        if (vectors > 2) c13 = madd(s, b3, c13);
      }
      if (rows > 2) {
        s = v128.load32_splat(a + a2);
        c20 = madd(s, b0, c20);
        if (vectors > 1) c21 = madd(s, b1, c21);
        if (vectors > 2) c22 = madd(s, b2, c22);
        if (vectors > 2) c23 = madd(s, b3, c23);
      }
      if (rows > 3) {
        s = v128.load32_splat(a + a3);
        c30 = madd(s, b0, c30);
        if (vectors > 1) c31 = madd(s, b1, c31);
        if (vectors > 2) c32 = madd(s, b2, c32);
        if (vectors > 2) c33 = madd(s, b3, c33);
      }
      if (rows > 4) {
        s = v128.load32_splat(a + a4);
        c40 = madd(s, b0, c40);
        if (vectors > 1) c41 = madd(s, b1, c41);
        if (vectors > 2) c42 = madd(s, b2, c42);
        if (vectors > 2) c43 = madd(s, b3, c43);
      }
      if (rows > 5) {
        s = v128.load32_splat(a + a5);
        c50 = madd(s, b0, c50);
        if (vectors > 1) c51 = madd(s, b1, c51);
        if (vectors > 2) c52 = madd(s, b2, c52);
        if (vectors > 2) c53 = madd(s, b3, c53);
      }
      a += aK;
      b += bK;
    }
  } while (form != PLAIN && ++run < runs);
  const least = form == CUT ? v128.load32_splat(floor) : f32x4.splat(0);
  c00 = ended(form, c00, least, c + 0);
  if (vectors > 1) c01 = ended(form, c01, least, c + 16);
  if (vectors > 2) c02 = ended(form, c02, least, c + 32);
  if (vectors > 2) c03 = ended(form, c03, least, c + 48);
  v128.store(c, c00);
  if (vectors > 1) v128.store(c, c01, 16);
  if (vectors > 2) v128.store(c, c02, 32);
  if (vectors > 2) v128.store(c, c03, 48);
  if (rows > 1) {
    c += cRow;
    c10 = ended(form, c10, least, c + 0);
    if (vectors > 1) c11 = ended(form, c11, least, c + 16);
    if (vectors > 2) c12 = ended(form, c12, least, c + 32);
    if (vectors > 2) c13 = ended(form, c13, least, c + 48);
    v128.store(c, c10);
    if (vectors > 1) v128.store(c, c11, 16);
    if (vectors > 2) v128.store(c, c12, 32);
    if (vectors > 2) v128.store(c, c13, 48);
  }
  if (rows > 2) {
    c += cRow;
    c20 = ended(form, c20, least, c + 0);
    if (vectors > 1) c21 = ended(form, c21, least, c + 16);
    if (vectors > 2) c22 = ended(form, c22, least, c + 32);
    if (vectors > 2) c23 = ended(form, c23, least, c + 48);
    v128.store(c, c20);
    if (vectors > 1) v128.store(c, c21, 16);
    if (vectors > 2) v128.store(c, c22, 32);
    if (vectors > 2) v128.store(c, c23, 48);
  }
  if (rows > 3) {
    c += cRow;
    c30 = ended(form, c30, least, c + 0);
    if (vectors > 1) c31 = ended(form, c31, least, c + 16);
    if (vectors > 2) c32 = ended(form, c32, least, c + 32);
    if (vectors > 2) c33 = ended(form, c33, least, c + 48);
    v128.store(c, c30);
    if (vectors > 1) v128.store(c, c31, 16);
    if (vectors > 2) v128.store(c, c32, 32);
    if (vectors > 2) v128.store(c, c33, 48);
  }
  if (rows > 4) {
    c += cRow;
    c40 = ended(form, c40, least, c + 0);
    if (vectors > 1) c41 = ended(form, c41, least, c + 16);
    if (vectors > 2) c42 = ended(form, c42, least, c + 32);
    if (vectors > 2) c43 = ended(form, c43, least, c + 48);
    v128.store(c, c40);
    if (vectors > 1) v128.store(c, c41, 16);
    if (vectors > 2) v128.store(c, c42, 32);
    if (vectors > 2) v128.store(c, c43, 48);
  }
  if (rows > 5) {
    c += cRow;
    c50 = ended(form, c50, least, c + 0);
    if (vectors > 1) c51 = ended(form, c51, least, c + 16);
    if (vectors > 2) c52 = ended(form, c52, least, c + 32);
    if (vectors > 2) c53 = ended(form, c53, least, c + 48);
    v128.store(c, c50);
    if (vectors > 1) v128.store(c, c51, 16);
    if (vectors > 2) v128.store(c, c52, 32);
    if (vectors > 2) v128.store(c, c53, 48);
  }
}

/** A sum on its way to c; a number that is not finite stays visible. */
// @ts-ignore: decorator
@inline
function ended(form: i32, sum: v128, least: v128, c: usize): v128 {
  if (form == CUT) return v128.andnot(sum, f32x4.lt(sum, least));
  if (form == ADDED) return f32x4.add(v128.load(c), sum);
  return sum;
}
