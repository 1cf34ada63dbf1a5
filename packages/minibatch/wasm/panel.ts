/**
 * The sparse products' inner loop: up to 13 vectors of sums (52 columns) stay in registers while entries go by, so a
 * weight is loaded once per entry and no sum is written before its entries are done. 13 sums, the value and the weights
 * just loaded are the 15 vector registers that V8 leaves of SSE's and AVX's 16. Where V8 makes one operation of 256
 * bits of each two neighbours, 14 vectors take 7 of them.
 *
 * An entry is a value, float32, and the offset in bytes of its row of the other matrix, side by side and ready to be
 * added: every instruction besides loads and multiply-adds costs time here.
 */
import { DESCEND, RELU } from "./finish";
import { madd, storePartial } from "./vector";

/** Most vectors of sums, where two become one. */
const WIDEST: i32 = 14;

/**
 * `count` rows of n vectors of sums, n a compile-time constant: from `start`, plus value x (the row of m it names) of
 * each of the row's entries, into `out` by `finish`. A row's entries end at the address in `ends`; they begin at
 * `from`, which moves on by `room`, or, where `room` is 0, at the address before that. Rows without entries are passed
 * by if `skips`.
 */
// @ts-ignore: decorator
@inline
function rowsOf(
  n: i32, count: i32, ends: usize, endsStride: usize, from: usize, room: usize, m: usize, start: usize, startStride: usize,
  out: usize, outStride: usize, lanes: i32, finish: i32, eta: f32, skips: bool,
): void {
  for (let r = 0; r < count; r++) {
    let entry = room ? from : load<usize>(ends - 4);
    const end = load<usize>(ends);
    if (entry != end || !skips) {
      let s0 = n > 0 ? v128.load(start, 0) : f32x4.splat(0), s1 = n > 1 ? v128.load(start, 16) : f32x4.splat(0), s2 = n > 2 ? v128.load(start, 32) : f32x4.splat(0), s3 = n > 3 ? v128.load(start, 48) : f32x4.splat(0), s4 = n > 4 ? v128.load(start, 64) : f32x4.splat(0), s5 = n > 5 ? v128.load(start, 80) : f32x4.splat(0), s6 = n > 6 ? v128.load(start, 96) : f32x4.splat(0), s7 = n > 7 ? v128.load(start, 112) : f32x4.splat(0), s8 = n > 8 ? v128.load(start, 128) : f32x4.splat(0), s9 = n > 9 ? v128.load(start, 144) : f32x4.splat(0), s10 = n > 10 ? v128.load(start, 160) : f32x4.splat(0), s11 = n > 11 ? v128.load(start, 176) : f32x4.splat(0), s12 = n > 12 ? v128.load(start, 192) : f32x4.splat(0), s13 = n > 13 ? v128.load(start, 208) : f32x4.splat(0);
      while (entry < end) {
        const v = v128.load32_splat(entry);
        const row = m + <usize>load<i32>(entry, 4);
        if (n > 0) s0 = madd(v, v128.load(row, 0), s0);
        if (n > 1) s1 = madd(v, v128.load(row, 16), s1);
        if (n > 2) s2 = madd(v, v128.load(row, 32), s2);
        if (n > 3) s3 = madd(v, v128.load(row, 48), s3);
        if (n > 4) s4 = madd(v, v128.load(row, 64), s4);
        if (n > 5) s5 = madd(v, v128.load(row, 80), s5);
        if (n > 6) s6 = madd(v, v128.load(row, 96), s6);
        if (n > 7) s7 = madd(v, v128.load(row, 112), s7);
        if (n > 8) s8 = madd(v, v128.load(row, 128), s8);
        if (n > 9) s9 = madd(v, v128.load(row, 144), s9);
        if (n > 10) s10 = madd(v, v128.load(row, 160), s10);
        if (n > 11) s11 = madd(v, v128.load(row, 176), s11);
        if (n > 12) s12 = madd(v, v128.load(row, 192), s12);
        if (n > 13) s13 = madd(v, v128.load(row, 208), s13);
        entry += 8;
      }
      if (finish == RELU) {
        const zero = f32x4.splat(0);
        if (n > 0) s0 = f32x4.max(s0, zero);
        if (n > 1) s1 = f32x4.max(s1, zero);
        if (n > 2) s2 = f32x4.max(s2, zero);
        if (n > 3) s3 = f32x4.max(s3, zero);
        if (n > 4) s4 = f32x4.max(s4, zero);
        if (n > 5) s5 = f32x4.max(s5, zero);
        if (n > 6) s6 = f32x4.max(s6, zero);
        if (n > 7) s7 = f32x4.max(s7, zero);
        if (n > 8) s8 = f32x4.max(s8, zero);
        if (n > 9) s9 = f32x4.max(s9, zero);
        if (n > 10) s10 = f32x4.max(s10, zero);
        if (n > 11) s11 = f32x4.max(s11, zero);
        if (n > 12) s12 = f32x4.max(s12, zero);
        if (n > 13) s13 = f32x4.max(s13, zero);
      } else if (finish == DESCEND) {
        const rate = f32x4.splat(eta);
        if (n > 0) s0 = f32x4.sub(v128.load(out, 0), f32x4.mul(rate, s0));
        if (n > 1) s1 = f32x4.sub(v128.load(out, 16), f32x4.mul(rate, s1));
        if (n > 2) s2 = f32x4.sub(v128.load(out, 32), f32x4.mul(rate, s2));
        if (n > 3) s3 = f32x4.sub(v128.load(out, 48), f32x4.mul(rate, s3));
        if (n > 4) s4 = f32x4.sub(v128.load(out, 64), f32x4.mul(rate, s4));
        if (n > 5) s5 = f32x4.sub(v128.load(out, 80), f32x4.mul(rate, s5));
        if (n > 6) s6 = f32x4.sub(v128.load(out, 96), f32x4.mul(rate, s6));
        if (n > 7) s7 = f32x4.sub(v128.load(out, 112), f32x4.mul(rate, s7));
        if (n > 8) s8 = f32x4.sub(v128.load(out, 128), f32x4.mul(rate, s8));
        if (n > 9) s9 = f32x4.sub(v128.load(out, 144), f32x4.mul(rate, s9));
        if (n > 10) s10 = f32x4.sub(v128.load(out, 160), f32x4.mul(rate, s10));
        if (n > 11) s11 = f32x4.sub(v128.load(out, 176), f32x4.mul(rate, s11));
        if (n > 12) s12 = f32x4.sub(v128.load(out, 192), f32x4.mul(rate, s12));
        if (n > 13) s13 = f32x4.sub(v128.load(out, 208), f32x4.mul(rate, s13));
      }
      if (n > 2) v128.store(out, s0, 0);
      if (n > 2) v128.store(out, s1, 16);
      if (n > 4) v128.store(out, s2, 32);
      if (n > 4) v128.store(out, s3, 48);
      if (n > 6) v128.store(out, s4, 64);
      if (n > 6) v128.store(out, s5, 80);
      if (n > 8) v128.store(out, s6, 96);
      if (n > 8) v128.store(out, s7, 112);
      if (n > 10) v128.store(out, s8, 128);
      if (n > 10) v128.store(out, s9, 144);
      if (n > 12) v128.store(out, s10, 160);
      if (n > 12) v128.store(out, s11, 176);
      // the last two by one address, so that they pair
      const last = n == 1 ? s0 : n == 2 ? s1 : n == 3 ? s2 : n == 4 ? s3 : n == 5 ? s4 : n == 6 ? s5 : n == 7 ? s6 : n == 8 ? s7 : n == 9 ? s8 : n == 10 ? s9 : n == 11 ? s10 : n == 12 ? s11 : n == 13 ? s12 : s13;
      const before = n == 2 ? s0 : n == 4 ? s2 : n == 6 ? s4 : n == 8 ? s6 : n == 10 ? s8 : n == 12 ? s10 : s12;
      const lastTwo = out + <usize>((n - 2) * 16);
      if (lanes == 4) {
        if ((n & 1) == 0) v128.store(lastTwo, before);
        v128.store(lastTwo, last, 16);
      } else {
        if ((n & 1) == 0) v128.store(lastTwo, before);
        storePartial(lastTwo + 16, last, lanes);
      }
    }
    ends += endsStride;
    from += room;
    start += startStride;
    out += outStride;
  }
}

/** As rowsOf for n = 1 ... 14; the last vector has `lanes` columns. Reads up to three floats past them. */
// @ts-ignore: decorator
@inline
export function panelRows(
  n: i32, count: i32, ends: usize, endsStride: usize, from: usize, room: usize, m: usize, start: usize, startStride: usize,
  out: usize, outStride: usize, lanes: i32, finish: i32, eta: f32, skips: bool,
): void {
  if (FULL && n == WIDEST) fourteen(count, ends, endsStride, from, room, m, start, startStride, out, outStride, lanes, finish, eta, skips);
  else thirteen(n, count, ends, endsStride, from, room, m, start, startStride, out, outStride, lanes, finish, eta, skips);
}

/** By itself: beside it the others would run a twentieth slower. */
function fourteen(
  count: i32, ends: usize, endsStride: usize, from: usize, room: usize, m: usize, start: usize, startStride: usize,
  out: usize, outStride: usize, lanes: i32, finish: i32, eta: f32, skips: bool,
): void {
  rowsOf(WIDEST, count, ends, endsStride, from, room, m, start, startStride, out, outStride, lanes, finish, eta, skips);
}

function thirteen(
  n: i32, count: i32, ends: usize, endsStride: usize, from: usize, room: usize, m: usize, start: usize, startStride: usize,
  out: usize, outStride: usize, lanes: i32, finish: i32, eta: f32, skips: bool,
): void {
  switch (n) {
    case 1:
      rowsOf(1, count, ends, endsStride, from, room, m, start, startStride, out, outStride, lanes, finish, eta, skips);
      break;
    case 2:
      rowsOf(2, count, ends, endsStride, from, room, m, start, startStride, out, outStride, lanes, finish, eta, skips);
      break;
    case 3:
      rowsOf(3, count, ends, endsStride, from, room, m, start, startStride, out, outStride, lanes, finish, eta, skips);
      break;
    case 4:
      rowsOf(4, count, ends, endsStride, from, room, m, start, startStride, out, outStride, lanes, finish, eta, skips);
      break;
    case 5:
      rowsOf(5, count, ends, endsStride, from, room, m, start, startStride, out, outStride, lanes, finish, eta, skips);
      break;
    case 6:
      rowsOf(6, count, ends, endsStride, from, room, m, start, startStride, out, outStride, lanes, finish, eta, skips);
      break;
    case 7:
      rowsOf(7, count, ends, endsStride, from, room, m, start, startStride, out, outStride, lanes, finish, eta, skips);
      break;
    case 8:
      rowsOf(8, count, ends, endsStride, from, room, m, start, startStride, out, outStride, lanes, finish, eta, skips);
      break;
    case 9:
      rowsOf(9, count, ends, endsStride, from, room, m, start, startStride, out, outStride, lanes, finish, eta, skips);
      break;
    case 10:
      rowsOf(10, count, ends, endsStride, from, room, m, start, startStride, out, outStride, lanes, finish, eta, skips);
      break;
    case 11:
      rowsOf(11, count, ends, endsStride, from, room, m, start, startStride, out, outStride, lanes, finish, eta, skips);
      break;
    case 12:
      rowsOf(12, count, ends, endsStride, from, room, m, start, startStride, out, outStride, lanes, finish, eta, skips);
      break;
    default:
      rowsOf(13, count, ends, endsStride, from, room, m, start, startStride, out, outStride, lanes, finish, eta, skips);
  }
}
