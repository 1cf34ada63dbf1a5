/** The forward product of a dense layer, in terms of gemm.ts; row-major, shapes B batch rows, I inputs, O outputs. */
import { gemm, gemmScratchBytes } from "./gemm";
import { sparseForwardPart } from "./sparse";

/**
 * One or two rows use each weight once or twice: tiles of eight columns would walk down w many times, touching a page
 * for each of its rows. They go as sparse rows of which no entry is missing, 52 or 56 columns at a time.
 */
const FEW_ROWS: i32 = 2;

/**
 * Rows r0 .. r1 and columns o0 .. o1 of y_BO = x_BI w_IO + b_O, `finish` (finish.ts) applied; tiles and `scratch` as
 * gemm.ts has them.
 */
export function denseForwardPart(
  x: usize, w: usize, b: usize, y: usize, I: i32, O: i32, r0: i32, r1: i32, o0: i32, o1: i32, finish: i32,
  tileRows: i32, tileColumns: i32, scratch: usize,
): void {
  if (r1 - r0 > FEW_ROWS || (I << 3) + 64 > gemmScratchBytes()) {
    gemm(x, <usize>I << 2, 4, w, <usize>O << 2, 4, y, <usize>O << 2, b, r0, r1, o0, o1, I, finish, 0, tileRows, tileColumns, scratch);
    return;
  }
  const entries = scratch + 64;
  for (let r = r0; r < r1; r++) {
    const end = listEntries(x + ((<usize>r * <usize>I) << 2), I, O << 2, entries);
    store<usize>(scratch, entries);
    store<usize>(scratch, end, 4);
    sparseForwardPart(entries, 0, 0, 1, w, b, y + ((<usize>r * <usize>O) << 2), O, 0, 1, o0, o1, finish, FULL && tileColumns == 16 ? 14 : 13, scratch);
  }
}

function listEntries(x: usize, I: i32, rowBytes: i32, to: usize): usize {
  for (let i = 0; i < I; i++) {
    store<f32>(to, load<f32>(x));
    store<i32>(to, i * rowBytes, 4);
    x += 4;
    to += 8;
  }
  return to;
}
