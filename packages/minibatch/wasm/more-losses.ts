/**
 * The losses of `src/losses/formulas/`, by number (`src/wasm/program/loss-encoders.ts`); an unknown one traps. Four
 * outputs at a time, or a row; each loss times its row's weight, sums in float64. NativeMath is AssemblyScript's own (a
 * port of musl's), the same everywhere. Weights at address 0 are all 1, and so are factors.
 */
import { exp4, sigmoid4, softplus4 } from "./elementary";
import { rowExponentials, rowMaximum } from "./losses";
import { loadPartial, storePartial, sumLanesWide } from "./vector";

const CROSS_ENTROPY: i32 = 1;
const SQUARED: i32 = 2;
const ABSOLUTE: i32 = 3;
const HUBER: i32 = 4;
const HINGE: i32 = 5;
const POISSON: i32 = 6;
const QUANTILE: i32 = 7;
const FOCAL: i32 = 8;

const SOFTMAX: i32 = 1;
const DIVERGENCE: i32 = 2;
const SOFTMAX_FOCAL: i32 = 3;
const MARGIN: i32 = 4;

/** 1, -1 or 0 of each lane; NaN of NaN. */
// @ts-ignore: decorator
@inline
function sign4(x: v128): v128 {
  const zero = f32x4.splat(0), one = f32x4.splat(1);
  const found = f32x4.sub(v128.and(f32x4.gt(x, zero), one), v128.and(f32x4.lt(x, zero), one));
  return v128.bitselect(found, x, f32x4.eq(x, x));
}

// @ts-ignore: decorator
@inline
function add4(a: v128, b: v128): v128 {
  return f32x4.add(a, b);
}

// @ts-ignore: decorator
@inline
function sub4(a: v128, b: v128): v128 {
  return f32x4.sub(a, b);
}

// @ts-ignore: decorator
@inline
function mul4(a: v128, b: v128): v128 {
  return f32x4.mul(a, b);
}

/** The numbers of four elements from `n` on: of their rows, or of their columns. */
// @ts-ignore: decorator
@inline
function spread(numbers: usize, n: i32, count: i32, O: i32, isOfRows: bool): v128 {
  if (numbers == 0) return f32x4.splat(1);
  let four = f32x4.splat(1);
  let row = n / O;
  let column = n - row * O;
  four = f32x4.replace_lane(four, 0, load<f32>(numbers + (<usize>(isOfRows ? row : column) << 2)));
  if (++column == O) { column = 0; row++; }
  if (count > 1) four = f32x4.replace_lane(four, 1, load<f32>(numbers + (<usize>(isOfRows ? row : column) << 2)));
  if (++column == O) { column = 0; row++; }
  if (count > 2) four = f32x4.replace_lane(four, 2, load<f32>(numbers + (<usize>(isOfRows ? row : column) << 2)));
  if (++column == O) { column = 0; row++; }
  if (count > 3) four = f32x4.replace_lane(four, 3, load<f32>(numbers + (<usize>(isOfRows ? row : column) << 2)));
  return four;
}

/** Elements n0 .. n1; n0 is a multiple of 4. The loss of every four goes to `losses`; returns the part's sum. */
// @ts-ignore: decorator
@inline
function elements(code: i32, y: usize, targets: usize, prediction: usize, dy: usize, losses: usize, weights: usize, factors: usize, n0: i32, n1: i32, O: i32, scale: f32, a: f32, b: f32): f64 {
  const zero = f32x4.splat(0), one = f32x4.splat(1);
  let sum: f64 = 0;
  for (let n = n0; n < n1; n += 4) {
    const count = min(4, n1 - n);
    const at = <usize>n << 2;
    const z = count == 4 ? v128.load(y + at) : loadPartial(y + at, count);
    const t = count == 4 ? v128.load(targets + at) : loadPartial(targets + at, count);
    let p = z;
    let loss: v128, slope: v128;
    if (code == CROSS_ENTROPY || code == FOCAL) {
      const above = softplus4(z), below = softplus4(f32x4.neg(z));
      const q = sigmoid4(f32x4.neg(z));
      p = sigmoid4(z);
      if (code == CROSS_ENTROPY) {
        const smooth = add4(mul4(t, f32x4.splat(1 - a)), f32x4.splat(<f32>0.5 * a));
        const up = mul4(spread(factors, n, count, O, false), smooth), down = sub4(one, smooth);
        loss = add4(mul4(up, below), mul4(down, above));
        slope = sub4(mul4(down, p), mul4(up, q));
      } else {
        const gamma = f32x4.splat(a);
        const up = mul4(f32x4.splat(b < 0 ? 1 : b), mul4(t, exp4(f32x4.neg(mul4(gamma, above)))));
        const down = mul4(f32x4.splat(b < 0 ? 1 : 1 - b), mul4(sub4(one, t), exp4(f32x4.neg(mul4(gamma, below)))));
        loss = add4(mul4(up, below), mul4(down, above));
        slope = sub4(mul4(down, add4(mul4(mul4(gamma, q), above), p)), mul4(up, add4(mul4(mul4(gamma, p), below), q)));
      }
    } else if (code == POISSON) {
      p = exp4(z);
      // a count of 0 adds nothing, even where z is minus infinity
      loss = sub4(p, v128.bitselect(zero, mul4(t, z), f32x4.eq(t, zero)));
      slope = sub4(p, t);
    } else if (code == HINGE) {
      const s = sub4(add4(t, t), one);
      loss = f32x4.max(zero, sub4(one, mul4(s, z)));
      slope = f32x4.neg(mul4(s, sign4(loss)));
    } else {
      const e = sub4(z, t);
      const size = f32x4.abs(e);
      if (code == SQUARED) {
        loss = mul4(e, e);
        slope = add4(e, e);
      } else if (code == ABSOLUTE) {
        loss = size;
        slope = sign4(e);
      } else if (code == HUBER) {
        const delta = f32x4.splat(a);
        const within = f32x4.le(size, delta);
        const line = mul4(delta, sub4(size, f32x4.splat(<f32>0.5 * a)));
        loss = v128.bitselect(mul4(mul4(f32x4.splat(0.5), size), size), line, within);
        slope = v128.bitselect(e, mul4(delta, sign4(e)), within);
      } else {
        // tau for what is above the output, 1 - tau for what is below
        const side = v128.bitselect(f32x4.splat(a), f32x4.splat(1 - a), f32x4.lt(e, zero));
        loss = mul4(side, size);
        slope = mul4(side, sign4(e));
      }
    }
    const weight = spread(weights, n, count, O, true);
    const d = mul4(mul4(slope, weight), f32x4.splat(scale));
    let each = mul4(loss, weight);
    if (count == 4) {
      v128.store(prediction + at, p);
      v128.store(dy + at, d);
    } else {
      storePartial(prediction + at, p, count);
      storePartial(dy + at, d, count);
      each = clearFrom(each, count);
    }
    const four = sumLanesWide(each);
    sum += four;
    store<f64>(losses + (<usize>n << 1), four);
  }
  return sum;
}

// @ts-ignore: decorator
@inline
function clearFrom(v: v128, count: i32): v128 {
  const zero = f32x4.splat(0);
  if (count == 1) return v128.shuffle<f32>(v, zero, 0, 4, 5, 6);
  if (count == 2) return v128.shuffle<f32>(v, zero, 0, 1, 4, 5);
  return v128.shuffle<f32>(v, zero, 0, 1, 2, 4);
}

export function lossOfElementsPart(code: i32, y: usize, targets: usize, prediction: usize, dy: usize, losses: usize, weights: usize, factors: usize, n0: i32, n1: i32, O: i32, scale: f32, a: f32, b: f32): f64 {
  switch (code) {
    case CROSS_ENTROPY: return elements(CROSS_ENTROPY, y, targets, prediction, dy, losses, weights, factors, n0, n1, O, scale, a, b);
    case SQUARED: return elements(SQUARED, y, targets, prediction, dy, losses, weights, factors, n0, n1, O, scale, a, b);
    case ABSOLUTE: return elements(ABSOLUTE, y, targets, prediction, dy, losses, weights, factors, n0, n1, O, scale, a, b);
    case HUBER: return elements(HUBER, y, targets, prediction, dy, losses, weights, factors, n0, n1, O, scale, a, b);
    case HINGE: return elements(HINGE, y, targets, prediction, dy, losses, weights, factors, n0, n1, O, scale, a, b);
    case POISSON: return elements(POISSON, y, targets, prediction, dy, losses, weights, factors, n0, n1, O, scale, a, b);
    case QUANTILE: return elements(QUANTILE, y, targets, prediction, dy, losses, weights, factors, n0, n1, O, scale, a, b);
    case FOCAL: return elements(FOCAL, y, targets, prediction, dy, losses, weights, factors, n0, n1, O, scale, a, b);
    default: unreachable();
  }
  return 0;
}

/** A row's target of class c: of its label where there is one (it is not negative), else of the shares. */
// @ts-ignore: decorator
@inline
function targetOf(targets: usize, label: i32, c: i32): f32 {
  if (label >= 0) return <f32>(c == label);
  return load<f32>(targets + (<usize>c << 2));
}

/** -sum t log p of the smoothed targets; writes p and (p m - t) scale. */
// @ts-ignore: decorator
@inline
function crossEntropyRow(logits: usize, targets: usize, label: i32, prediction: usize, dlogits: usize, C: i32, scale: f32, smoothing: f32, isDivergence: bool): f64 {
  const most = rowMaximum(logits, C);
  const sum = rowExponentials(logits, prediction, most, C);
  const logSum = NativeMath.log(<f64>sum) + <f64>most;
  let mass: f32 = 0;
  for (let c = 0; c < C; c++) mass += targetOf(targets, label, c);
  const share = <f32>(<f64>smoothing * <f64>mass / <f64>C);
  let loss: f64 = 0;
  for (let c = 0; c < C; c++) {
    const at = <usize>c << 2;
    const target = targetOf(targets, label, c);
    const t = target * (<f32>1 - smoothing) + share;
    // a target of 0 adds nothing, even where the logit is minus infinity
    if (t != 0) loss += <f64>t * (logSum - <f64>load<f32>(logits + at));
    if (isDivergence && target != 0) loss += <f64>target * NativeMath.log(<f64>target);
    const p = load<f32>(prediction + at) / sum;
    store<f32>(prediction + at, p);
    store<f32>(dlogits + at, (p * mass - t) * scale);
  }
  return loss;
}

// @ts-ignore: decorator
@inline
function focalRow(logits: usize, targets: usize, label: i32, prediction: usize, dlogits: usize, factors: usize, C: i32, scale: f32, gamma: f32): f64 {
  const most = rowMaximum(logits, C);
  const sum = rowExponentials(logits, prediction, most, C);
  const logSum = NativeMath.log(<f64>sum) + <f64>most;
  let loss: f64 = 0;
  let all: f64 = 0;
  for (let c = 0; c < C; c++) {
    const at = <usize>c << 2;
    const t = targetOf(targets, label, c);
    let g: f64 = 0;
    if (t != 0) {
      const e = load<f32>(prediction + at);
      const p = <f64>e / <f64>sum;
      // 1 - p would have lost its digits where p is near 1
      const q = p > 0.5 ? restOf(prediction, c, C) / <f64>sum : 1 - p;
      const logP = p > 0.5 ? NativeMath.log1p(-q) : <f64>load<f32>(logits + at) - logSum;
      const share = <f64>t * (factors == 0 ? <f64>1 : <f64>load<f32>(factors + at)) * NativeMath.pow(q, <f64>gamma);
      loss -= share * logP;
      g = share * (<f64>gamma * p * (q == 0 ? -1 : logP / q) - 1);
      all += g;
    }
    store<f32>(dlogits + at, <f32>g);
  }
  for (let c = 0; c < C; c++) {
    const at = <usize>c << 2;
    const p = load<f32>(prediction + at) / sum;
    store<f32>(prediction + at, p);
    store<f32>(dlogits + at, <f32>(<f64>load<f32>(dlogits + at) - <f64>p * all) * scale);
  }
  return loss;
}

/** The exponentials of a row but one. */
function restOf(exponentials: usize, but: i32, C: i32): f64 {
  let rest: f64 = 0;
  for (let c = 0; c < C; c++) if (c != but) rest += <f64>load<f32>(exponentials + (<usize>c << 2));
  return rest;
}

// @ts-ignore: decorator
@inline
function marginRow(y: usize, targets: usize, label: i32, prediction: usize, dy: usize, C: i32, scale: f32, margin: f32): f64 {
  memory.copy(prediction, y, <usize>C << 2);
  memory.fill(dy, 0, <usize>C << 2);
  let loss: f64 = 0;
  for (let k = 0; k < C; k++) {
    const t = targetOf(targets, label, k);
    if (t == 0) continue;
    const share = t / <f32>C;
    const here = load<f32>(y + (<usize>k << 2));
    for (let c = 0; c < C; c++) {
      if (c == k) continue;
      const short = margin - here + load<f32>(y + (<usize>c << 2));
      if (short <= 0) continue;
      loss += <f64>share * <f64>short;
      const slope = (short > 0 ? <f32>1 : short) * share * scale;
      store<f32>(dy + (<usize>c << 2), load<f32>(dy + (<usize>c << 2)) + slope);
      store<f32>(dy + (<usize>k << 2), load<f32>(dy + (<usize>k << 2)) - slope);
    }
  }
  return loss;
}

/** Rows r0 .. r1 of the B; the loss of each goes to `losses`; returns the part's sum. */
// @ts-ignore: decorator
@inline
function rows(code: i32, isSoft: bool, y: usize, targets: usize, prediction: usize, dy: usize, losses: usize, weights: usize, factors: usize, r0: i32, r1: i32, B: i32, C: i32, a: f32): f64 {
  const row = <usize>C << 2;
  const share = <f32>1 / <f32>B;
  let sum: f64 = 0;
  for (let r = r0; r < r1; r++) {
    const skipped = <usize>r * row;
    const weight: f32 = weights == 0 ? 1 : load<f32>(weights + (<usize>r << 2));
    const label = isSoft ? -1 : load<i32>(targets + (<usize>r << 2));
    const scale = share * weight;
    const z = y + skipped, t = targets + skipped, p = prediction + skipped, d = dy + skipped;
    let each: f64 = 0;
    if (code == SOFTMAX_FOCAL) each = focalRow(z, t, label, p, d, factors, C, scale, a);
    else if (code == MARGIN) each = marginRow(z, t, label, p, d, C, scale, a);
    else each = crossEntropyRow(z, t, label, p, d, C, scale, a, code == DIVERGENCE);
    each *= <f64>weight;
    sum += each;
    store<f64>(losses + (<usize>r << 3), each);
  }
  return sum;
}

export function lossOfRowsPart(code: i32, isSoft: bool, y: usize, targets: usize, prediction: usize, dy: usize, losses: usize, weights: usize, factors: usize, r0: i32, r1: i32, B: i32, C: i32, a: f32): f64 {
  switch (code) {
    case SOFTMAX: return rows(SOFTMAX, isSoft, y, targets, prediction, dy, losses, weights, factors, r0, r1, B, C, a);
    case DIVERGENCE: return rows(DIVERGENCE, isSoft, y, targets, prediction, dy, losses, weights, factors, r0, r1, B, C, a);
    case SOFTMAX_FOCAL: return rows(SOFTMAX_FOCAL, isSoft, y, targets, prediction, dy, losses, weights, factors, r0, r1, B, C, a);
    case MARGIN: return rows(MARGIN, isSoft, y, targets, prediction, dy, losses, weights, factors, r0, r1, B, C, a);
    default: unreachable();
  }
  return 0;
}
