/**
 * The input as its non-zero entries: what runs before the first product that reads it, and the operands by which
 * products find it.
 */
import { sizeOf, type Tensor } from "../../plan/tensor.ts";
import { segmentsOf } from "../sparse-scratch.ts";
import type { Encoding } from "./encoding.ts";
import { inputUseOf } from "./input-form.ts";
import { op } from "./opcodes.ts";

/** Whether `x` is the input, given as entries. */
export function isEntries(pen: Encoding, x: Tensor): boolean {
  return pen.input.kind !== "dense" && x.role === "input" && pen.isGathered(x);
}

/** Prepares the batch's entries for sums of O columns, and their transposed index where a gradient needs it. */
export function readyEntries(pen: Encoding, x: Tensor, O: number): void {
  if (pen.hasEntries) return;
  pen.hasEntries = true;
  const I = sizeOf(x);
  if (pen.input.kind === "sparse") joinEntries(pen, x, O);
  if (pen.input.kind === "raw") compressRows(pen, x, O);
  if (!inputUseOf(pen.operations, x).hasGradient) return;
  // thread 0 has just joined the entries
  if (pen.input.kind === "sparse") pen.barrier();
  // before the product: the first to read the entries waits for memory, and this pass waits for many at once
  pen.words.emit(op.indexColumns, ...sparseRows(pen, I), ...index(pen, I), pen.B, I, O);
}

function joinEntries(pen: Encoding, x: Tensor, O: number): void {
  const { columns, ends } = pen.memory.buffers;
  pen.share("elements");
  const from = [pen.memory.at(x), columns.byteOffset, ends.byteOffset];
  pen.words.emit(op.joinEntries, ...from, pen.places(sizeOf(x)).entries, pen.B, 4 * O);
}

function compressRows(pen: Encoding, x: Tensor, O: number): void {
  if (pen.input.kind !== "raw") return;
  const { isBytes, scale } = pen.input;
  const I = sizeOf(x);
  const { entries, runs } = pen.places(I);
  pen.share("rows");
  const rows = [pen.memory.at(x), 0, isBytes ? 1 : 0, ...pen.words.double(scale)];
  pen.words.emit(op.compressRows, ...rows, pen.B, I, 4 * O, segmentsOf(I), entries, runs);
}

/** entries, offsets, rows+, segments */
export function sparseRows(pen: Encoding, I: number): number[] {
  const { input, memory, B } = pen;
  if (input.kind === "resident") {
    const { entriesAt, offsetsAt, segments } = input.rows;
    return [entriesAt, offsetsAt, memory.buffers.order.byteOffset, 4 * B, segments];
  }
  const { entries } = pen.places(I);
  if (input.kind === "raw") return [entries, 0, 0, 0, segmentsOf(I)];
  return [entries, memory.buffers.ends.byteOffset, 0, 0, 1];
}

/** one thread's table of where the batch's runs lie; of raw rows there is one for all */
export function runs(pen: Encoding, I: number): [number, number] {
  const { input, B } = pen;
  const at = pen.places(I).runs;
  if (input.kind === "raw") return [at, 0];
  const segments = input.kind === "resident" ? input.rows.segments : 1;
  return [at, 4 * B * (segments + 1)];
}

export function index(pen: Encoding, I: number): [number, number] {
  const { index: at, indexPerThread } = pen.places(I);
  return [at, indexPerThread];
}
