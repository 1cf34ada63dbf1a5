/**
 * Dense products, one micro-kernel: c_MN = bias_N + a_MK b_KN, with b and c row-major and a read
 * through two strides (in bytes), so that x w, and x^T dy are the same code. A tile of ROWS x 8
 * sums lives in registers while k runs: 6 x 8 with fused multiply-add (12 sums, 2 of b, 1 of a: the
 * 16 vector registers of SSE/AVX), 4 x 8 without (the product needs one more).
 *
 * Reads of b may run up to three floats past a row's end; the arena is padded for the last row.
 * Every sum starts from its bias and runs over k in order: nothing depends on the tiling.
 */
import { madd, storePartial } from "./vector";

/** ROWS x 8 tile; `rows` is a compile-time constant at every call, so the ifs cost nothing. */
// @ts-ignore: decorator
@inline
function tile8(rows: i32, a: usize, aRow: usize, aK: usize, b: usize, bK: usize, c: usize, cRow: usize, K: i32, bias0: v128, bias1: v128): void {
  let c00 = bias0, c01 = bias1, c10 = bias0, c11 = bias1, c20 = bias0, c21 = bias1;
  let c30 = bias0, c31 = bias1, c40 = bias0, c41 = bias1, c50 = bias0, c51 = bias1;
  const a1 = aRow, a2 = aRow * 2, a3 = aRow * 3, a4 = aRow * 4, a5 = aRow * 5;
  for (let k = 0; k < K; k++) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let s = v128.load32_splat(a);
    c00 = madd(s, b0, c00);
    c01 = madd(s, b1, c01);
    if (rows > 1) {
      s = v128.load32_splat(a + a1);
      c10 = madd(s, b0, c10);
      c11 = madd(s, b1, c11);
    }
    if (rows > 2) {
      s = v128.load32_splat(a + a2);
      c20 = madd(s, b0, c20);
      c21 = madd(s, b1, c21);
    }
    if (rows > 3) {
      s = v128.load32_splat(a + a3);
      c30 = madd(s, b0, c30);
      c31 = madd(s, b1, c31);
    }
    if (rows > 4) {
      s = v128.load32_splat(a + a4);
      c40 = madd(s, b0, c40);
      c41 = madd(s, b1, c41);
    }
    if (rows > 5) {
      s = v128.load32_splat(a + a5);
      c50 = madd(s, b0, c50);
      c51 = madd(s, b1, c51);
    }
    a += aK;
    b += bK;
  }
  v128.store(c, c00);
  v128.store(c, c01, 16);
  if (rows > 1) {
    c += cRow;
    v128.store(c, c10);
    v128.store(c, c11, 16);
  }
  if (rows > 2) {
    c += cRow;
    v128.store(c, c20);
    v128.store(c, c21, 16);
  }
  if (rows > 3) {
    c += cRow;
    v128.store(c, c30);
    v128.store(c, c31, 16);
  }
  if (rows > 4) {
    c += cRow;
    v128.store(c, c40);
    v128.store(c, c41, 16);
  }
  if (rows > 5) {
    c += cRow;
    v128.store(c, c50);
    v128.store(c, c51, 16);
  }
}

/** Four rows of the last 1 to 4 columns, or one row of them. */
// @ts-ignore: decorator
@inline
function tile4(rows: i32, a: usize, aRow: usize, aK: usize, b: usize, bK: usize, c: usize, cRow: usize, K: i32, bias: v128, columns: i32): void {
  let c0 = bias, c1 = bias, c2 = bias, c3 = bias;
  const a1 = aRow, a2 = aRow * 2, a3 = aRow * 3;
  for (let k = 0; k < K; k++) {
    const b0 = v128.load(b);
    c0 = madd(v128.load32_splat(a), b0, c0);
    if (rows > 1) {
      c1 = madd(v128.load32_splat(a + a1), b0, c1);
      c2 = madd(v128.load32_splat(a + a2), b0, c2);
      c3 = madd(v128.load32_splat(a + a3), b0, c3);
    }
    a += aK;
    b += bK;
  }
  storeColumns(c, c0, columns);
  if (rows > 1) {
    storeColumns(c + cRow, c1, columns);
    storeColumns(c + cRow * 2, c2, columns);
    storeColumns(c + cRow * 3, c3, columns);
  }
}

// @ts-ignore: decorator
@inline
function storeColumns(c: usize, v: v128, columns: i32): void {
  if (columns == 4) v128.store(c, v);
  else storePartial(c, v, columns);
}

/** `bias` 0 means none. */
function gemm(a: usize, aRow: usize, aK: usize, b: usize, c: usize, bias: usize, M: i32, N: i32, K: i32): void {
  const row = <usize>N << 2;
  let n = 0;
  for (; n + 8 <= N; n += 8) {
    const at = <usize>n << 2;
    const bias0 = bias ? v128.load(bias + at) : f32x4.splat(0);
    const bias1 = bias ? v128.load(bias + at, 16) : f32x4.splat(0);
    const bn = b + at;
    let m = 0;
    let am = a;
    let cm = c + at;
    // @ts-ignore: RELAXED comes from --use
    if (RELAXED) {
      for (; m + 6 <= M; m += 6) {
        tile8(6, am, aRow, aK, bn, row, cm, row, K, bias0, bias1);
        am += aRow * 6;
        cm += row * 6;
      }
    }
    for (; m + 4 <= M; m += 4) {
      tile8(4, am, aRow, aK, bn, row, cm, row, K, bias0, bias1);
      am += aRow * 4;
      cm += row * 4;
    }
    for (; m < M; m++) {
      tile8(1, am, aRow, aK, bn, row, cm, row, K, bias0, bias1);
      am += aRow;
      cm += row;
    }
  }
  while (n < N) {
    const at = <usize>n << 2;
    const columns = min(4, N - n);
    const biasN = bias ? v128.load(bias + at) : f32x4.splat(0);
    let m = 0;
    let am = a;
    let cm = c + at;
    for (; m + 4 <= M; m += 4) {
      tile4(4, am, aRow, aK, b + at, row, cm, row, K, biasN, columns);
      am += aRow * 4;
      cm += row * 4;
    }
    for (; m < M; m++) {
      tile4(1, am, aRow, aK, b + at, row, cm, row, K, biasN, columns);
      am += aRow;
      cm += row;
    }
    n += columns;
  }
}

/** y_BO = x_BI w_IO + b_O */
export function denseForward(x: usize, w: usize, b: usize, y: usize, B: i32, I: i32, O: i32): void {
  gemm(x, <usize>I << 2, 4, w, y, b, B, O, I);
}

/** dx_BI = dy_BO w_IO^T; `scratch` holds w^T, [O, I]. */
export function denseBackwardInput(dy: usize, w: usize, dx: usize, scratch: usize, B: i32, I: i32, O: i32): void {
  transpose(w, scratch, I, O);
  gemm(dy, <usize>O << 2, 4, scratch, dx, 0, B, I, O);
}

/** dw_IO = x_BI^T dy_BO, db_O = column sums of dy */
export function denseBackwardWeights(x: usize, dy: usize, dw: usize, db: usize, B: i32, I: i32, O: i32): void {
  gemm(x, 4, <usize>I << 2, dy, dw, 0, I, O, B);
  columnSums(dy, db, B, O);
}

/** t_OI = w_IO^T, four by four. */
function transpose(w: usize, t: usize, I: i32, O: i32): void {
  const wRow = <usize>O << 2;
  const tRow = <usize>I << 2;
  let i = 0;
  for (; i + 4 <= I; i += 4) {
    let o = 0;
    for (; o + 4 <= O; o += 4) {
      const from = w + <usize>i * wRow + (<usize>o << 2);
      const r0 = v128.load(from);
      const r1 = v128.load(from + wRow);
      const r2 = v128.load(from + wRow * 2);
      const r3 = v128.load(from + wRow * 3);
      const p0 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
      const p1 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
      const p2 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
      const p3 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
      const to = t + <usize>o * tRow + (<usize>i << 2);
      v128.store(to, v128.shuffle<f32>(p0, p2, 0, 1, 4, 5));
      v128.store(to + tRow, v128.shuffle<f32>(p0, p2, 2, 3, 6, 7));
      v128.store(to + tRow * 2, v128.shuffle<f32>(p1, p3, 0, 1, 4, 5));
      v128.store(to + tRow * 3, v128.shuffle<f32>(p1, p3, 2, 3, 6, 7));
    }
    for (; o < O; o++) for (let j = i; j < i + 4; j++) transposeOne(w, t, j, o, wRow, tRow);
  }
  for (; i < I; i++) for (let o = 0; o < O; o++) transposeOne(w, t, i, o, wRow, tRow);
}

// @ts-ignore: decorator
@inline
function transposeOne(w: usize, t: usize, i: i32, o: i32, wRow: usize, tRow: usize): void {
  store<f32>(t + <usize>o * tRow + (<usize>i << 2), load<f32>(w + <usize>i * wRow + (<usize>o << 2)));
}

/** s_O = sum over rows of x_BO */
export function columnSums(x: usize, s: usize, B: i32, O: i32): void {
  const row = <usize>O << 2;
  for (let o = 0; o < O; o += 4) {
    let at = x + (<usize>o << 2);
    let sum = f32x4.splat(0);
    for (let r = 0; r < B; r++) {
      sum = f32x4.add(sum, v128.load(at));
      at += row;
    }
    storeColumns(s + (<usize>o << 2), sum, min(4, O - o));
  }
}
