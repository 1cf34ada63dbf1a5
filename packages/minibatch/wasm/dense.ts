/** The products of a dense layer, in terms of gemm.ts; row-major, shapes B batch rows, I inputs, O outputs. */
import { columnSums } from "./column-sums";
import { KEEP } from "./finish";
import { gemm } from "./gemm";

/** y_BO = x_BI w_IO + b_O */
export function denseForward(x: usize, w: usize, b: usize, y: usize, scratch: usize, B: i32, I: i32, O: i32): void {
  gemm(x, <usize>I << 2, 4, w, <usize>O << 2, 4, y, <usize>O << 2, b, 0, B, 0, O, I, KEEP, 0, scratch);
}

/** dx_BI = dy_BO w_IO^T */
export function denseBackwardInput(dy: usize, w: usize, dx: usize, scratch: usize, B: i32, I: i32, O: i32): void {
  gemm(dy, <usize>O << 2, 4, w, 4, <usize>O << 2, dx, <usize>I << 2, 0, 0, B, 0, I, O, KEEP, 0, scratch);
}

/** dw_IO = x_BI^T dy_BO, db_O = column sums of dy_BO */
export function denseBackwardWeights(x: usize, dy: usize, dw: usize, db: usize, scratch: usize, B: i32, I: i32, O: i32): void {
  gemm(x, 4, <usize>I << 2, dy, <usize>O << 2, 4, dw, <usize>O << 2, 0, 0, I, 0, O, B, KEEP, 0, scratch);
  columnSums(dy, db, B, O);
}
