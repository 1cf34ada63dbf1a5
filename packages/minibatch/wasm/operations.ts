/**
 * The operations of programs (program.ts): each reads its operands, told here, and does thread t's part of its outputs.
 * They are called by the codes of `src/wasm/program/opcodes.ts`, with what they name of: the group, the step, thread t
 * of T, whether it may sleep. One that returns false ends the run before this step's updates.
 */
import { addBiases } from "./add-biases";
import { columnSumsPart } from "./column-sums";
import { compressRowsPart } from "./compress";
import { denseForwardPart } from "./dense";
import { addPenaltyGradient, addScaled, clip, multiply, scale, sumOfMagnitudes, sumOfSquares } from "./elementwise";
import { gemm } from "./gemm";
import { backwardPart, forwardPart } from "./generated/activation-parts";
import { updatePart } from "./generated/update-parts";
import { meanSquaredErrorPart, sigmoidBinaryCrossEntropyPart, softmaxCrossEntropyPart, softmaxCrossEntropySoftPart } from "./losses";
import { address, list, moving, next, number, shape, wide } from "./operands";
import { indexColumns, joinEntries, sparseForwardPart, sparseGradientPart } from "./sparse";
import { partBegin } from "./split";
import { barrier } from "./threads";

/** Rows go to threads in these units: the thread that has a row in one operation has it in the next. */
const ROW_UNIT: i32 = 6;
/** Columns and elements go in cache lines. */
const LINE: i32 = 16;

/** No thread goes on before all have arrived. */
export function barrierOp(group: usize, T: i32, maySleep: bool): void {
  barrier(group, T, maySleep);
}

export function stopUnlessFiniteOp(group: usize): bool {
  return atomic.load<i32>(group, 192) == 0;
}

/** entries offsets rows+ segments w b y B O finish byColumns widest runs perThread */
export function sparseForwardOp(step: i32, t: i32, T: i32): void {
  const entries = address(), offsets = address(), rows = moving(step);
  const segments = next();
  const w = address(), b = address(), y = address();
  const B = next(), O = next(), finish = next(), byColumns = next(), widest = shape(13);
  const runs = address() + <usize>(next() * t);
  const r0 = byColumns ? 0 : partBegin(B, ROW_UNIT, t, T), r1 = byColumns ? B : partBegin(B, ROW_UNIT, t + 1, T);
  const o0 = byColumns ? partBegin(O, LINE, t, T) : 0, o1 = byColumns ? partBegin(O, LINE, t + 1, T) : O;
  sparseForwardPart(entries, offsets, rows, segments, w, b, y, O, r0, r1, o0, o1, finish, widest, runs);
}

/** x+ w b y B I O finish byColumns tileRows tileColumns scratch perThread */
export function denseForwardOp(step: i32, t: i32, T: i32): void {
  const x = moving(step), w = address(), b = address(), y = address();
  const B = next(), I = next(), O = next(), finish = next(), byColumns = next();
  const tileRows = shape(6), tileColumns = shape(8);
  const scratch = address() + <usize>(next() * t);
  const r0 = byColumns ? 0 : partBegin(B, ROW_UNIT, t, T), r1 = byColumns ? B : partBegin(B, ROW_UNIT, t + 1, T);
  const o0 = byColumns ? partBegin(O, LINE, t, T) : 0, o1 = byColumns ? partBegin(O, LINE, t + 1, T) : O;
  denseForwardPart(x, w, b, y, I, O, r0, r1, o0, o1, finish, tileRows, tileColumns, scratch);
}

/** kind parameter z y B O byElements */
export function activateOp(t: i32, T: i32): void {
  const kind = next(), parameter = number(), z = address(), y = address(), B = next(), O = next(), byElements = next();
  const n0 = elementBegin(B, O, byElements, t, T), n1 = elementBegin(B, O, byElements, t + 1, T);
  const at = <usize>n0 << 2;
  forwardPart(kind, parameter, z + at, y + at, n1 - n0);
}

/** kind parameter z y dy B O byElements */
export function activateBackwardOp(t: i32, T: i32): void {
  const kind = next(), parameter = number(), z = address(), y = address(), dy = address(), B = next(), O = next(), byElements = next();
  const n0 = elementBegin(B, O, byElements, t, T), n1 = elementBegin(B, O, byElements, t + 1, T);
  const at = <usize>n0 << 2;
  backwardPart(kind, parameter, z + at, y + at, dy + at, dy + at, n1 - n0);
}

// @ts-ignore: decorator
@inline
function elementBegin(B: i32, O: i32, byElements: i32, t: i32, T: i32): i32 {
  return byElements ? partBegin(B * O, LINE, t, T) : partBegin(B, ROW_UNIT, t, T) * O;
}

/** dy w dx B I O finish mask byColumns tileRows tileColumns scratch perThread */
export function backwardInputOp(t: i32, T: i32): void {
  const dy = address(), w = address(), dx = address();
  const B = next(), I = next(), O = next(), finish = next(), mask = address(), byColumns = next();
  const tileRows = shape(6), tileColumns = shape(8);
  const scratch = address() + <usize>(next() * t);
  const r0 = byColumns ? 0 : partBegin(B, ROW_UNIT, t, T), r1 = byColumns ? B : partBegin(B, ROW_UNIT, t + 1, T);
  const i0 = byColumns ? partBegin(I, LINE, t, T) : 0, i1 = byColumns ? partBegin(I, LINE, t + 1, T) : I;
  gemm(dy, <usize>O << 2, 4, w, 4, <usize>O << 2, dx, <usize>I << 2, 0, r0, r1, i0, i1, O, finish, mask, tileRows, tileColumns, scratch);
}

/**
 * x+ dy dw eta+ B I O finish tileRows tileColumns scratch perThread: rows of dw are shared out, or its columns where
 * they are more
 */
export function denseGradientOp(step: i32, t: i32, T: i32): void {
  const x = moving(step), dy = address(), dw = address(), eta = moving(step);
  const B = next(), I = next(), O = next(), finish = next();
  const tileRows = shape(6), tileColumns = shape(8);
  const scratch = address() + <usize>(next() * t);
  const byColumns = O > I;
  const i0 = byColumns ? 0 : partBegin(I, ROW_UNIT, t, T), i1 = byColumns ? I : partBegin(I, ROW_UNIT, t + 1, T);
  const o0 = byColumns ? partBegin(O, LINE, t, T) : 0, o1 = byColumns ? partBegin(O, LINE, t + 1, T) : O;
  gemm(x, 4, <usize>I << 2, dy, <usize>O << 2, 4, dw, <usize>O << 2, 0, i0, i1, o0, o1, B, finish, eta, tileRows, tileColumns, scratch);
}

/** dy db eta+ B O descends */
export function columnSumsOp(step: i32, t: i32, T: i32): void {
  const dy = address(), db = address(), eta = moving(step), B = next(), O = next(), descends = next() != 0;
  columnSumsPart(dy, db, B, O, partBegin(O, 4, t, T), partBegin(O, 4, t + 1, T), descends, descends ? load<f32>(eta) : 0);
}

/** entries offsets rows+ segments index perThread B I O */
export function indexColumnsOp(step: i32, t: i32): void {
  const entries = address(), offsets = address(), rows = moving(step);
  const segments = next();
  const index = address() + <usize>(next() * t);
  const B = next(), I = next(), O = next();
  indexColumns(entries, offsets, rows, segments, index, B, I, O);
}

/** index perThread dy dw eta+ B I O finish widest */
export function sparseGradientOp(step: i32, t: i32, T: i32): void {
  const index = address() + <usize>(next() * t);
  const dy = address(), dw = address(), eta = moving(step);
  const B = next(), I = next(), O = next(), finish = next(), widest = shape(13);
  sparseGradientPart(index, dy, dw, B, I, O, partBegin(O, LINE, t, T), partBegin(O, LINE, t + 1, T), finish, finish ? load<f32>(eta) : 0, widest);
}

/** values columns offsets entries B rowBytes: of a batch that is not resident, by thread 0 */
export function joinEntriesOp(t: i32): void {
  const values = address(), columns = address(), offsets = address(), entries = address(), B = next(), rowBytes = next();
  if (t == 0) joinEntries(values, columns, load<i32>(offsets + (<usize>B << 2)), rowBytes, entries);
}

/** soft logits targets+ prediction dlogits losses+ B C: a loss per row */
export function softmaxOp(group: usize, step: i32, t: i32, T: i32): void {
  const isSoft = next() != 0;
  const logits = address(), targets = moving(step), prediction = address(), dlogits = address(), losses = moving(step);
  const B = next(), C = next();
  const r0 = partBegin(B, ROW_UNIT, t, T), r1 = partBegin(B, ROW_UNIT, t + 1, T);
  const sum = isSoft
    ? softmaxCrossEntropySoftPart(logits, targets, prediction, dlogits, losses, B, C, r0, r1)
    : softmaxCrossEntropyPart(logits, targets, prediction, dlogits, losses, B, C, r0, r1);
  raiseUnlessFinite(group, sum);
}

/** squared y targets+ prediction dy losses+ N scale: a loss per four elements */
export function elementLossOp(group: usize, step: i32, t: i32, T: i32): void {
  const isSquared = next() != 0;
  const y = address(), targets = moving(step), prediction = address(), dy = address(), losses = moving(step);
  const N = next();
  const share = number();
  const n0 = partBegin(N, LINE, t, T), n1 = partBegin(N, LINE, t + 1, T);
  const at = <usize>n0 << 2;
  if (isSquared) memory.copy(prediction + at, y + at, <usize>(n1 - n0) << 2);
  const sum = isSquared
    ? meanSquaredErrorPart(y + at, targets + at, dy + at, losses + (at >> 1), n1 - n0, share)
    : sigmoidBinaryCrossEntropyPart(y + at, targets + at, prediction + at, dy + at, losses + (at >> 1), n1 - n0, share);
  raiseUnlessFinite(group, sum);
}

/** A barrier must lie between this and `stopUnlessFinite`, which ends the run. */
// @ts-ignore: decorator
@inline
function raiseUnlessFinite(group: usize, x: f64): void {
  if (!(abs(x) < Infinity)) atomic.store<i32>(group, 1, 192);
}

/** formula p g c+ N, then how many slots and where each lies */
export function updateOp(step: i32, t: i32, T: i32): void {
  const formula = next();
  const p = address(), g = address(), c = moving(step), N = next(), slots = list();
  const n0 = partBegin(N, LINE, t, T);
  const at = <usize>n0 << 2;
  updatePart(formula, p + at, g + at, slots, at, c, partBegin(N, LINE, t + 1, T) - n0);
}

/** p g rate+ N, the rate a float64: every thread takes both norms, then, when all have them, moves its own part */
export function scaledStepOp(group: usize, step: i32, t: i32, T: i32, maySleep: bool): void {
  const p = address(), g = address(), rate = moving(step), N = next();
  const size = sqrt(sumOfSquares(p, N));
  const length = sqrt(sumOfSquares(g, N));
  const ratio = size > 0 && length > 0 ? size / length : 1;
  barrier(group, T, maySleep);
  const n0 = partBegin(N, LINE, t, T);
  const at = <usize>n0 << 2;
  addScaled(p + at, g + at, <f32>(-load<f64>(rate) * ratio), partBegin(N, LINE, t + 1, T) - n0);
}

/** x m y B O */
export function multiplyOp(t: i32, T: i32): void {
  const x = address(), m = address(), y = address(), B = next(), O = next();
  const n0 = partBegin(B, ROW_UNIT, t, T) * O;
  const at = <usize>n0 << 2;
  multiply(x + at, m + at, y + at, partBegin(B, ROW_UNIT, t + 1, T) * O - n0);
}

/** g w l1 l2 sums+ N: the sums of |w| and w^2 are thread 0's, for no sum is divided */
export function penaltyOp(group: usize, step: i32, t: i32, T: i32): void {
  const g = address(), w = address(), l1 = number(), l2 = number(), sums = moving(step), N = next();
  if (t == 0) {
    const magnitudes = l1 == 0 ? 0 : sumOfMagnitudes(w, N);
    const squares = l2 == 0 ? 0 : sumOfSquares(w, N);
    store<f64>(sums, magnitudes);
    store<f64>(sums, squares, 8);
    raiseUnlessFinite(group, <f64>l1 * magnitudes + <f64>l2 * squares);
  }
  const n0 = partBegin(N, LINE, t, T);
  const at = <usize>n0 << 2;
  addPenaltyGradient(g + at, w + at, l1, l2, partBegin(N, LINE, t + 1, T) - n0);
}

/** g N limit slack, both float64: every thread takes the whole norm, then, when all have it, scales its own part */
export function clipNormOp(group: usize, t: i32, T: i32, maySleep: bool): void {
  const g = address(), N = next();
  const limit = wide(), slack = wide();
  const norm = sqrt(sumOfSquares(g, N)) + slack;
  barrier(group, T, maySleep);
  if (!(norm > limit)) return;
  const n0 = partBegin(N, LINE, t, T);
  scale(g + (<usize>n0 << 2), <f32>(limit / norm), partBegin(N, LINE, t + 1, T) - n0);
}

/** g limit N */
export function clipValueOp(t: i32, T: i32): void {
  const g = address(), limit = number(), N = next();
  const n0 = partBegin(N, LINE, t, T);
  clip(g + (<usize>n0 << 2), limit, partBegin(N, LINE, t + 1, T) - n0);
}

/** g w c+ N, c a float64 that is rounded once: g += c w */
export function addScaledOp(step: i32, t: i32, T: i32): void {
  const g = address(), w = address(), c = moving(step), N = next();
  const n0 = partBegin(N, LINE, t, T);
  const at = <usize>n0 << 2;
  addScaled(g + at, w + at, <f32>load<f64>(c), partBegin(N, LINE, t + 1, T) - n0);
}

/** x N sum+: by thread 0, for no sum is divided */
export function sumOfSquaresOp(step: i32, t: i32): void {
  const x = address(), N = next(), sum = moving(step);
  if (t == 0) store<f64>(sum, sumOfSquares(x, N));
}

/** x y B O byElements: y = x */
export function copyOp(t: i32, T: i32): void {
  const x = address(), y = address(), B = next(), O = next(), byElements = next();
  const n0 = elementBegin(B, O, byElements, t, T), n1 = elementBegin(B, O, byElements, t + 1, T);
  const at = <usize>n0 << 2;
  memory.copy(y + at, x + at, <usize>(n1 - n0) << 2);
}

/** x N: thread 0 looks whether all are finite */
export function checkFiniteOp(group: usize, t: i32): void {
  const x = address(), N = next();
  if (t == 0) raiseUnlessFinite(group, sumOfSquares(x, N));
}

/** y b B O cuts: y += b in every row, then cut at 0 if `cuts` */
export function addBiasesOp(t: i32, T: i32): void {
  const y = address(), b = address(), B = next(), O = next(), cuts = next() != 0;
  addBiases(y, b, O, partBegin(B, ROW_UNIT, t, T), partBegin(B, ROW_UNIT, t + 1, T), cuts);
}

/** x+ isBytes scale B I rowBytes segments entries runs; the scale is a float64 */
export function compressRowsOp(step: i32, t: i32, T: i32): void {
  const x = moving(step), isBytes = next() != 0;
  const factor = wide();
  const B = next(), I = next(), rowBytes = next(), segments = next();
  const entries = address(), runs = address();
  compressRowsPart(x, isBytes, factor, I, rowBytes, segments, entries, runs, partBegin(B, ROW_UNIT, t, T), partBegin(B, ROW_UNIT, t + 1, T));
}
