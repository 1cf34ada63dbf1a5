/**
 * A step of training as a program: words in the arena, each operation a code and its operands, run to the end once per
 * step, for as many steps as asked, by T threads at once. Every thread reads the same words and takes its own part of each
 * operation's outputs (split.ts); operation BARRIER lets nobody go on before all have come. What a number of steps
 * needs beside the weights (rows, labels, rates) lies ready in the arena: an operand that changes from step to step is
 * two words, an address and how many bytes further on the next step's lies.
 *
 * `src/kernels/program/` writes these programs, and names the codes; the operands are told here, op by op.
 */
import { backwardPart, forwardPart } from "./activations";
import { addBiases } from "./add-biases";
import { columnSumsPart } from "./column-sums";
import { denseForwardPart } from "./dense";
import { compressRowsPart } from "./compress";
import { addPenaltyGradient, addScaled, clip, multiply, scale, sumOfMagnitudes, sumOfSquares } from "./elementwise";
import { gemm } from "./gemm";
import { meanSquaredErrorPart, sigmoidBinaryCrossEntropyPart, softmaxCrossEntropyPart, softmaxCrossEntropySoftPart } from "./losses";
import { indexColumns, joinEntries, sparseForwardPart, sparseGradientPart } from "./sparse";
import { partBegin } from "./split";
import { awaitOrder, barrier, giveOrder } from "./team";
import { updatePart } from "./updates";

/** Rows go to threads in these units, so that who has a row in one operation has it in the next. */
const ROW_UNIT: i32 = 6;
/** Columns and elements go in cache lines. */
const LINE: i32 = 16;

let pc: usize = 0;

/** The next operand. */
// @ts-ignore: decorator
@inline
function next(): i32 {
  const word = load<i32>(pc);
  pc += 4;
  return word;
}

// @ts-ignore: decorator
@inline
function address(): usize {
  return <usize>next();
}

/** An address that moves on with every step. */
// @ts-ignore: decorator
@inline
function moving(step: i32): usize {
  const base = <usize>next();
  return base + <usize>(next() * step);
}

// @ts-ignore: decorator
@inline
function number(): f32 {
  return reinterpret<f32>(next());
}

/**
 * Runs steps `first`, first + 1, ... `end` - 1 of those that lie ready, on T threads, the caller being thread 0; returns which
 * was the last done, plus one: less than `end` when a number was not finite since the host last cleared that.
 */
export function run(team: usize, program: usize, first: i32, end: i32, T: i32, maySleep: bool): i32 {
  if (T > 1) giveOrder(team, program, first, end, T);
  return runSteps(team, program, first, end, 0, T, maySleep);
}

/** The life of thread t: runs what is ordered until sent home. `seen`: the order that stood when it was started. */
export function serve(team: usize, t: i32, seen: i32): void {
  let order = seen;
  for (;;) {
    order = awaitOrder(team, order);
    const T = order & 255;
    if (T == 0) return;
    if (t < T) runSteps(team, load<usize>(team, 4), load<i32>(team, 8), load<i32>(team, 12), t, T, true);
  }
}

/** Sends all threads home. */
export function dismiss(team: usize): void {
  giveOrder(team, 0, 0, 0, 0);
}

function runSteps(team: usize, program: usize, first: i32, end: i32, t: i32, T: i32, maySleep: bool): i32 {
  let step = first;
  for (; step < end; step++) if (!runStep(team, program, step, t, T, maySleep)) break;
  // nobody goes home, or reads what others made, before all are done
  barrier(team, T, maySleep);
  return step;
}

function runStep(team: usize, program: usize, step: i32, t: i32, T: i32, maySleep: bool): bool {
  pc = program;
  for (;;) {
    switch (next()) {
      case 0: return true;
      case 1: barrier(team, T, maySleep); break;
      case 2: if (atomic.load<i32>(team, 192) != 0) return false; break;
      case 3: sparseForwardOp(step, t, T); break;
      case 4: denseForwardOp(step, t, T); break;
      case 5: activateOp(t, T); break;
      case 6: activateBackwardOp(t, T); break;
      case 7: backwardInputOp(t, T); break;
      case 8: denseGradientOp(step, t, T); break;
      case 9: columnSumsOp(step, t, T); break;
      case 10: indexColumnsOp(step, t); break;
      case 11: sparseGradientOp(step, t, T); break;
      case 12: softmaxOp(team, step, t, T); break;
      case 13: elementLossOp(team, step, t, T); break;
      case 14: updateOp(step, t, T); break;
      case 15: multiplyOp(t, T); break;
      case 16: penaltyOp(team, step, t, T); break;
      case 17: clipNormOp(team, t, T, maySleep); break;
      case 18: clipValueOp(t, T); break;
      case 19: addScaledOp(step, t, T); break;
      case 20: checkFiniteOp(team, t); break;
      case 21: joinEntriesOp(t); break;
      case 22: addBiasesOp(t, T); break;
      case 23: compressRowsOp(step, t, T); break;
      default: unreachable();
    }
  }
  return true;
}

/** entries offsets rows+ segments w b y B O finish byColumns runs perThread */
function sparseForwardOp(step: i32, t: i32, T: i32): void {
  const entries = address(), offsets = address(), rows = moving(step);
  const segments = next();
  const w = address(), b = address(), y = address();
  const B = next(), O = next(), finish = next(), byColumns = next();
  const runs = address() + <usize>(next() * t);
  const r0 = byColumns ? 0 : partBegin(B, ROW_UNIT, t, T), r1 = byColumns ? B : partBegin(B, ROW_UNIT, t + 1, T);
  const o0 = byColumns ? partBegin(O, LINE, t, T) : 0, o1 = byColumns ? partBegin(O, LINE, t + 1, T) : O;
  sparseForwardPart(entries, offsets, rows, segments, w, b, y, O, r0, r1, o0, o1, finish, runs);
}

/** x+ w b y B I O finish byColumns scratch perThread */
function denseForwardOp(step: i32, t: i32, T: i32): void {
  const x = moving(step), w = address(), b = address(), y = address();
  const B = next(), I = next(), O = next(), finish = next(), byColumns = next();
  const scratch = address() + <usize>(next() * t);
  const r0 = byColumns ? 0 : partBegin(B, ROW_UNIT, t, T), r1 = byColumns ? B : partBegin(B, ROW_UNIT, t + 1, T);
  const o0 = byColumns ? partBegin(O, LINE, t, T) : 0, o1 = byColumns ? partBegin(O, LINE, t + 1, T) : O;
  denseForwardPart(x, w, b, y, I, O, r0, r1, o0, o1, finish, scratch);
}

/** kind parameter z y B O byElements */
function activateOp(t: i32, T: i32): void {
  const kind = next(), parameter = number(), z = address(), y = address(), B = next(), O = next(), byElements = next();
  const n0 = elementBegin(B, O, byElements, t, T), n1 = elementBegin(B, O, byElements, t + 1, T);
  const at = <usize>n0 << 2;
  forwardPart(kind, parameter, z + at, y + at, n1 - n0);
}

/** kind parameter z y dy B O byElements */
function activateBackwardOp(t: i32, T: i32): void {
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

/** dy w dx B I O finish mask byColumns scratch perThread */
function backwardInputOp(t: i32, T: i32): void {
  const dy = address(), w = address(), dx = address();
  const B = next(), I = next(), O = next(), finish = next(), mask = address(), byColumns = next();
  const scratch = address() + <usize>(next() * t);
  const r0 = byColumns ? 0 : partBegin(B, ROW_UNIT, t, T), r1 = byColumns ? B : partBegin(B, ROW_UNIT, t + 1, T);
  const i0 = byColumns ? partBegin(I, LINE, t, T) : 0, i1 = byColumns ? partBegin(I, LINE, t + 1, T) : I;
  gemm(dy, <usize>O << 2, 4, w, 4, <usize>O << 2, dx, <usize>I << 2, 0, r0, r1, i0, i1, O, finish, mask, scratch);
}

/** x+ dy dw eta+ B I O finish scratch perThread: rows of dw are shared out, or its columns where they are more */
function denseGradientOp(step: i32, t: i32, T: i32): void {
  const x = moving(step), dy = address(), dw = address(), eta = moving(step);
  const B = next(), I = next(), O = next(), finish = next();
  const scratch = address() + <usize>(next() * t);
  const byColumns = O > I;
  const i0 = byColumns ? 0 : partBegin(I, ROW_UNIT, t, T), i1 = byColumns ? I : partBegin(I, ROW_UNIT, t + 1, T);
  const o0 = byColumns ? partBegin(O, LINE, t, T) : 0, o1 = byColumns ? partBegin(O, LINE, t + 1, T) : O;
  gemm(x, 4, <usize>I << 2, dy, <usize>O << 2, 4, dw, <usize>O << 2, 0, i0, i1, o0, o1, B, finish, eta, scratch);
}

/** dy db eta+ B O descends */
function columnSumsOp(step: i32, t: i32, T: i32): void {
  const dy = address(), db = address(), eta = moving(step), B = next(), O = next(), descends = next() != 0;
  columnSumsPart(dy, db, B, O, partBegin(O, 4, t, T), partBegin(O, 4, t + 1, T), descends, descends ? load<f32>(eta) : 0);
}

/** entries offsets rows+ segments index perThread B I O */
function indexColumnsOp(step: i32, t: i32): void {
  const entries = address(), offsets = address(), rows = moving(step);
  const segments = next();
  const index = address() + <usize>(next() * t);
  const B = next(), I = next(), O = next();
  indexColumns(entries, offsets, rows, segments, index, B, I, O);
}

/** index perThread dy dw eta+ B I O finish */
function sparseGradientOp(step: i32, t: i32, T: i32): void {
  const index = address() + <usize>(next() * t);
  const dy = address(), dw = address(), eta = moving(step);
  const B = next(), I = next(), O = next(), finish = next();
  sparseGradientPart(index, dy, dw, B, I, O, partBegin(O, LINE, t, T), partBegin(O, LINE, t + 1, T), finish, finish ? load<f32>(eta) : 0);
}

/** values columns offsets entries B rowBytes: of a batch that is not held, by thread 0 */
function joinEntriesOp(t: i32): void {
  const values = address(), columns = address(), offsets = address(), entries = address(), B = next(), rowBytes = next();
  if (t == 0) joinEntries(values, columns, load<i32>(offsets + (<usize>B << 2)), rowBytes, entries);
}

/** soft logits targets+ prediction dlogits losses+ B C: a loss per row */
function softmaxOp(team: usize, step: i32, t: i32, T: i32): void {
  const isSoft = next() != 0;
  const logits = address(), targets = moving(step), prediction = address(), dlogits = address(), losses = moving(step);
  const B = next(), C = next();
  const r0 = partBegin(B, ROW_UNIT, t, T), r1 = partBegin(B, ROW_UNIT, t + 1, T);
  const sum = isSoft
    ? softmaxCrossEntropySoftPart(logits, targets, prediction, dlogits, losses, B, C, r0, r1)
    : softmaxCrossEntropyPart(logits, targets, prediction, dlogits, losses, B, C, r0, r1);
  raiseUnlessFinite(team, sum);
}

/** squared y targets+ prediction dy losses+ N scale: a loss per four elements */
function elementLossOp(team: usize, step: i32, t: i32, T: i32): void {
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
  raiseUnlessFinite(team, sum);
}

/** A barrier must lie between this and operation 2, which ends the run. */
// @ts-ignore: decorator
@inline
function raiseUnlessFinite(team: usize, x: f64): void {
  if (!(abs(x) < Infinity)) atomic.store<i32>(team, 1, 192);
}

/** formula p g s0 s1 s2 c+ N */
function updateOp(step: i32, t: i32, T: i32): void {
  const formula = next();
  const p = address(), g = address(), s0 = address(), s1 = address(), s2 = address(), c = moving(step);
  const N = next();
  const n0 = partBegin(N, LINE, t, T);
  const at = <usize>n0 << 2;
  updatePart(formula, p + at, g + at, s0 + at, s1 + at, s2 + at, c, partBegin(N, LINE, t + 1, T) - n0);
}

/** x m y B O */
function multiplyOp(t: i32, T: i32): void {
  const x = address(), m = address(), y = address(), B = next(), O = next();
  const n0 = partBegin(B, ROW_UNIT, t, T) * O;
  const at = <usize>n0 << 2;
  multiply(x + at, m + at, y + at, partBegin(B, ROW_UNIT, t + 1, T) * O - n0);
}

/** g w l1 l2 sums+ N: the sums of |w| and w^2 are thread 0's, for no sum is divided */
function penaltyOp(team: usize, step: i32, t: i32, T: i32): void {
  const g = address(), w = address(), l1 = number(), l2 = number(), sums = moving(step), N = next();
  if (t == 0) {
    const magnitudes = l1 == 0 ? 0 : sumOfMagnitudes(w, N);
    const squares = l2 == 0 ? 0 : sumOfSquares(w, N);
    store<f64>(sums, magnitudes);
    store<f64>(sums, squares, 8);
    raiseUnlessFinite(team, <f64>l1 * magnitudes + <f64>l2 * squares);
  }
  const n0 = partBegin(N, LINE, t, T);
  const at = <usize>n0 << 2;
  addPenaltyGradient(g + at, w + at, l1, l2, partBegin(N, LINE, t + 1, T) - n0);
}

/** g N limit slack, both float64: every thread takes the whole norm, then, when all have it, scales its own part */
function clipNormOp(team: usize, t: i32, T: i32, maySleep: bool): void {
  const g = address(), N = next();
  const limit = load<f64>(pc), slack = load<f64>(pc, 8);
  pc += 16;
  const norm = sqrt(sumOfSquares(g, N)) + slack;
  barrier(team, T, maySleep);
  if (!(norm > limit)) return;
  const n0 = partBegin(N, LINE, t, T);
  scale(g + (<usize>n0 << 2), <f32>(limit / norm), partBegin(N, LINE, t + 1, T) - n0);
}

/** g limit N */
function clipValueOp(t: i32, T: i32): void {
  const g = address(), limit = number(), N = next();
  const n0 = partBegin(N, LINE, t, T);
  clip(g + (<usize>n0 << 2), limit, partBegin(N, LINE, t + 1, T) - n0);
}

/** g w c+ N, c a float32: g += c w */
function addScaledOp(step: i32, t: i32, T: i32): void {
  const g = address(), w = address(), c = moving(step), N = next();
  const n0 = partBegin(N, LINE, t, T);
  const at = <usize>n0 << 2;
  addScaled(g + at, w + at, load<f32>(c), partBegin(N, LINE, t + 1, T) - n0);
}

/** x N: thread 0 looks whether all are finite */
function checkFiniteOp(team: usize, t: i32): void {
  const x = address(), N = next();
  if (t == 0) raiseUnlessFinite(team, sumOfSquares(x, N));
}

/** y b B O cuts: y += b in every row, then cut at 0 if `cuts` */
function addBiasesOp(t: i32, T: i32): void {
  const y = address(), b = address(), B = next(), O = next(), cuts = next() != 0;
  addBiases(y, b, O, partBegin(B, ROW_UNIT, t, T), partBegin(B, ROW_UNIT, t + 1, T), cuts);
}

/** x+ isBytes scale B I rowBytes segments entries runs; the scale is a float64 */
function compressRowsOp(step: i32, t: i32, T: i32): void {
  const x = moving(step), isBytes = next() != 0;
  const factor = load<f64>(pc);
  pc += 8;
  const B = next(), I = next(), rowBytes = next(), segments = next();
  const entries = address(), runs = address();
  compressRowsPart(x, isBytes, factor, I, rowBytes, segments, entries, runs, partBegin(B, ROW_UNIT, t, T), partBegin(B, ROW_UNIT, t + 1, T));
}
