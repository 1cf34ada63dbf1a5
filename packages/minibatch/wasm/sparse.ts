/**
 * Products whose left side is given by its non-zero entries (CSR: values, columns, offsets). Forty
 * output columns are held in ten registers while a row's entries go by, so a weight is loaded once
 * per non-zero and no sum is written before it is complete. The same entries that the dense product
 * would add are added in the same order; only the zeros are left out.
 */
import { madd, storePartial } from "./vector";
import { columnSums } from "./gemm";

// @ts-ignore: decorator
@inline
const PANEL: i32 = 40;

/** Where a weight gradient's sums start. */
const ZEROS: usize = memory.data(160, 16);

/** y_BO = x w_IO + b_O */
export function sparseForward(values: usize, columns: usize, offsets: usize, w: usize, b: usize, y: usize, B: i32, O: i32): void {
  const row = <usize>O << 2;
  let o = 0;
  for (; o + PANEL <= O; o += PANEL) {
    const at = <usize>o << 2;
    let out = y + at;
    for (let r = 0; r < B; r++) {
      const from = load<i32>(offsets + (<usize>r << 2));
      const to = load<i32>(offsets + (<usize>r << 2), 4);
      panel40(values + (<usize>from << 2), columns + (<usize>from << 2), to - from, w + at, row, b + at, out);
      out += row;
    }
  }
  for (; o < O; o += 4) {
    const at = <usize>o << 2;
    const count = min(4, O - o);
    for (let r = 0; r < B; r++) {
      const from = load<i32>(offsets + (<usize>r << 2));
      const to = load<i32>(offsets + (<usize>r << 2), 4);
      let sum = v128.load(b + at);
      for (let k = from; k < to; k++) {
        const column = load<i32>(columns + (<usize>k << 2));
        sum = madd(v128.load32_splat(values + (<usize>k << 2)), v128.load(w + at + <usize>column * row), sum);
      }
      const out = y + at + <usize>r * row;
      if (count == 4) v128.store(out, sum);
      else storePartial(out, sum, count);
    }
  }
}

/** Forty sums starting from the ones at `start`: sum += value * (rows of m picked by `picks`), stored at `out`. */
// @ts-ignore: decorator
@inline
function panel40(values: usize, picks: usize, count: i32, m: usize, mRow: usize, start: usize, out: usize): void {
  let s0 = v128.load(start), s1 = v128.load(start, 16), s2 = v128.load(start, 32), s3 = v128.load(start, 48);
  let s4 = v128.load(start, 64), s5 = v128.load(start, 80), s6 = v128.load(start, 96), s7 = v128.load(start, 112);
  let s8 = v128.load(start, 128), s9 = v128.load(start, 144);
  for (let k = 0; k < count; k++) {
    const v = v128.load32_splat(values);
    const from = m + <usize>load<i32>(picks) * mRow;
    s0 = madd(v, v128.load(from), s0);
    s1 = madd(v, v128.load(from, 16), s1);
    s2 = madd(v, v128.load(from, 32), s2);
    s3 = madd(v, v128.load(from, 48), s3);
    s4 = madd(v, v128.load(from, 64), s4);
    s5 = madd(v, v128.load(from, 80), s5);
    s6 = madd(v, v128.load(from, 96), s6);
    s7 = madd(v, v128.load(from, 112), s7);
    s8 = madd(v, v128.load(from, 128), s8);
    s9 = madd(v, v128.load(from, 144), s9);
    values += 4;
    picks += 4;
  }
  v128.store(out, s0);
  v128.store(out, s1, 16);
  v128.store(out, s2, 32);
  v128.store(out, s3, 48);
  v128.store(out, s4, 64);
  v128.store(out, s5, 80);
  v128.store(out, s6, 96);
  v128.store(out, s7, 112);
  v128.store(out, s8, 128);
  v128.store(out, s9, 144);
}

/**
 * dw_IO = x^T dy_BO, db_O = column sums of dy. The batch's entries are first sorted by column (a
 * counting sort: stable, so rows stay in order) into the scratch buffers: `tValues`, `tRows`
 * [nonZeroCount] and `tOffsets` [I + 1].
 */
export function sparseBackwardWeights(
  values: usize, columns: usize, offsets: usize, dy: usize, dw: usize, db: usize,
  tValues: usize, tRows: usize, tOffsets: usize, B: i32, I: i32, O: i32,
): void {
  transposeRows(values, columns, offsets, tValues, tRows, tOffsets, B, I);
  const row = <usize>O << 2;
  let o = 0;
  for (; o + PANEL <= O; o += PANEL) {
    const at = <usize>o << 2;
    let out = dw + at;
    for (let i = 0; i < I; i++) {
      const from = load<i32>(tOffsets + (<usize>i << 2));
      const to = load<i32>(tOffsets + (<usize>i << 2), 4);
      panel40(tValues + (<usize>from << 2), tRows + (<usize>from << 2), to - from, dy + at, row, ZEROS, out);
      out += row;
    }
  }
  for (; o < O; o += 4) {
    const at = <usize>o << 2;
    const count = min(4, O - o);
    for (let i = 0; i < I; i++) {
      const from = load<i32>(tOffsets + (<usize>i << 2));
      const to = load<i32>(tOffsets + (<usize>i << 2), 4);
      let sum = f32x4.splat(0);
      for (let k = from; k < to; k++) {
        const r = load<i32>(tRows + (<usize>k << 2));
        sum = madd(v128.load32_splat(tValues + (<usize>k << 2)), v128.load(dy + at + <usize>r * row), sum);
      }
      const out = dw + at + <usize>i * row;
      if (count == 4) v128.store(out, sum);
      else storePartial(out, sum, count);
    }
  }
  columnSums(dy, db, B, O);
}

/** CSR by rows -> CSR by columns. While filling, tOffsets[i] is the next free place of column i. */
function transposeRows(values: usize, columns: usize, offsets: usize, tValues: usize, tRows: usize, tOffsets: usize, B: i32, I: i32): void {
  memory.fill(tOffsets, 0, <usize>(I + 1) << 2);
  const total = load<i32>(offsets + (<usize>B << 2));
  for (let k = 0; k < total; k++) {
    const at = tOffsets + (<usize>load<i32>(columns + (<usize>k << 2)) << 2);
    store<i32>(at, load<i32>(at) + 1);
  }
  let sum = 0;
  for (let i = 0; i <= I; i++) {
    const at = tOffsets + (<usize>i << 2);
    const count = load<i32>(at);
    store<i32>(at, sum);
    sum += count;
  }
  for (let r = 0; r < B; r++) {
    const to = load<i32>(offsets + (<usize>r << 2), 4);
    for (let k = load<i32>(offsets + (<usize>r << 2)); k < to; k++) {
      const at = tOffsets + (<usize>load<i32>(columns + (<usize>k << 2)) << 2);
      const place = load<i32>(at);
      store<i32>(at, place + 1);
      store<i32>(tRows + (<usize>place << 2), r);
      store<f32>(tValues + (<usize>place << 2), load<f32>(values + (<usize>k << 2)));
    }
  }
  // Every tOffsets[i] now stands where column i ends: shift by one so that it says where i begins.
  for (let i = I; i > 0; i--) store<i32>(tOffsets + (<usize>i << 2), load<i32>(tOffsets + (<usize>(i - 1) << 2)));
  store<i32>(tOffsets, 0);
}
