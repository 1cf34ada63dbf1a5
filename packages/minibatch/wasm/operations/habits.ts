/** Averages of tensors, and weights held to a constraint. */
import { address, moving, next, wide } from "../operands";
import { partBegin } from "../split";
import { loadPartial, store8, storePartial } from "../vector";

/** Elements go in cache lines. */
const LINE: i32 = 16;
/** Keras's and PyTorch's: a norm of 0 must not be divided by. */
const EPSILON: f64 = 1e-7;

/** x to share+ N, the share a float64 that is rounded once: to += share (x - to), or to = x where it is 1 */
export function blendOp(step: i32, t: i32, T: i32): void {
  const x = address(), to = address(), share = moving(step), N = next();
  const n0 = partBegin(N, LINE, t, T);
  const at = <usize>n0 << 2;
  const count = partBegin(N, LINE, t + 1, T) - n0;
  const c = <f32>load<f64>(share);
  if (c == 1) memory.copy(to + at, x + at, <usize>count << 2);
  else blend(x + at, to + at, c, count);
}

// @ts-ignore: decorator
@inline
function blended(x: v128, to: v128, share: v128): v128 {
  return f32x4.add(to, f32x4.mul(share, f32x4.sub(x, to)));
}

function blend(x: usize, to: usize, c: f32, N: i32): void {
  const share = f32x4.splat(c);
  let n = 0;
  for (; n + 8 <= N; n += 8) {
    store8(to, blended(v128.load(x), v128.load(to), share), blended(v128.load(x, 16), v128.load(to, 16), share));
    x += 32;
    to += 32;
  }
  for (; n < N; n += 4) {
    const count = min(4, N - n);
    if (count == 4) v128.store(to, blended(v128.load(x), v128.load(to), share));
    else storePartial(to, blended(loadPartial(x, count), loadPartial(to, count), share), count);
    x += 16;
    to += 16;
  }
}

/** kind w limit N O: 0 max-norm, 1 unit-norm, 2 non-negative; the limit is a float64; columns are shared out */
export function constrainOp(t: i32, T: i32): void {
  const kind = next(), w = address();
  const limit = wide();
  const N = next(), O = next();
  if (kind == 2) {
    const n0 = partBegin(N, LINE, t, T);
    cutNegative(w + (<usize>n0 << 2), partBegin(N, LINE, t + 1, T) - n0);
    return;
  }
  const end = partBegin(O, 4, t + 1, T);
  for (let o = partBegin(O, 4, t, T); o < end; o += 4) {
    scaleColumns(w + (<usize>o << 2), N / O, <usize>O << 2, min(4, end - o), limit, kind == 1);
  }
}

function cutNegative(w: usize, N: i32): void {
  const zero = f32x4.splat(0);
  for (let n = 0; n + 4 <= N; n += 4) {
    v128.store(w, f32x4.max(v128.load(w), zero));
    w += 16;
  }
  const rest = N & 3;
  if (rest) storePartial(w, f32x4.max(loadPartial(w, rest), zero), rest);
}

/** `count` (1 to 4) columns of K rows that lie `stride` bytes apart */
function scaleColumns(w: usize, K: i32, stride: usize, count: i32, limit: f64, always: bool): void {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  let at = w;
  for (let k = 0; k < K; k++) {
    const v = count == 4 ? v128.load(at) : loadPartial(at, count);
    const a = f64x2.promote_low_f32x4(v);
    const b = f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 0, 1));
    low = f64x2.add(low, f64x2.mul(a, a));
    high = f64x2.add(high, f64x2.mul(b, b));
    at += stride;
  }
  const c0 = factorOf(f64x2.extract_lane(low, 0), limit, always);
  const c1 = factorOf(f64x2.extract_lane(low, 1), limit, always);
  const c2 = factorOf(f64x2.extract_lane(high, 0), limit, always);
  const c3 = factorOf(f64x2.extract_lane(high, 1), limit, always);
  if (c0 == 1 && c1 == 1 && c2 == 1 && c3 == 1) return;
  const factors = f32x4.replace_lane(f32x4.replace_lane(f32x4.replace_lane(f32x4.splat(c0), 1, c1), 2, c2), 3, c3);
  at = w;
  for (let k = 0; k < K; k++) {
    if (count == 4) v128.store(at, f32x4.mul(v128.load(at), factors));
    else storePartial(at, f32x4.mul(loadPartial(at, count), factors), count);
    at += stride;
  }
}

// @ts-ignore: decorator
@inline
function factorOf(squares: f64, limit: f64, always: bool): f32 {
  const norm = sqrt(squares);
  return always || norm > limit ? <f32>(limit / (norm + EPSILON)) : 1;
}
