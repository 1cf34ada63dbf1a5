/**
 * Losses fused with their output activation: one pass gives prediction, gradient and loss. Sums of
 * losses run in float64. NativeMath.log is AssemblyScript's own (a port of musl's), the same everywhere.
 */
import { exp4, sigmoid4, softplusTail4 } from "./elementary";
import { loadPartial, storePartial, sumLanes, sumLanesWide } from "./vector";

/** Lanes of -inf beyond the row's end, so that a partial vector neither wins a maximum nor adds to a sum. */
// @ts-ignore: decorator
@inline
function padLow(v: v128, count: i32): v128 {
  const low = f32x4.splat(-Infinity);
  if (count == 1) return v128.shuffle<f32>(v, low, 0, 4, 5, 6);
  if (count == 2) return v128.shuffle<f32>(v, low, 0, 1, 4, 5);
  return v128.shuffle<f32>(v, low, 0, 1, 2, 4);
}

// @ts-ignore: decorator
@inline
export function rowMaximum(row: usize, C: i32): f32 {
  let most = f32x4.splat(-Infinity);
  const whole = C & ~3;
  for (let c = 0; c < whole; c += 4) most = f32x4.max(most, v128.load(row + (<usize>c << 2)));
  const rest = C & 3;
  if (rest) most = f32x4.max(most, padLow(loadPartial(row + (<usize>whole << 2), rest), rest));
  return max(
    max(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1)),
    max(f32x4.extract_lane(most, 2), f32x4.extract_lane(most, 3)),
  );
}

/** prediction = exp(logits - most), not yet divided; returns its sum. */
// @ts-ignore: decorator
@inline
export function rowExponentials(row: usize, prediction: usize, most: f32, C: i32): f32 {
  const shift = f32x4.splat(most);
  let sum = f32x4.splat(0);
  const whole = C & ~3;
  for (let c = 0; c < whole; c += 4) {
    const e = exp4(f32x4.sub(v128.load(row + (<usize>c << 2)), shift));
    v128.store(prediction + (<usize>c << 2), e);
    sum = f32x4.add(sum, e);
  }
  const rest = C & 3;
  if (rest) {
    const at = <usize>whole << 2;
    const e = exp4(f32x4.sub(padLow(loadPartial(row + at, rest), rest), shift));
    storePartial(prediction + at, e, rest);
    sum = f32x4.add(sum, e);
  }
  return sumLanes(sum);
}

/** prediction /= sum, dlogits = prediction * weight */
// @ts-ignore: decorator
@inline
function rowNormalize(prediction: usize, dlogits: usize, sum: f32, weight: f32, C: i32): void {
  for (let c = 0; c < C; c++) {
    const at = <usize>c << 2;
    const p = load<f32>(prediction + at) / sum;
    store<f32>(prediction + at, p);
    store<f32>(dlogits + at, p * weight);
  }
}

/**
 * Rows r0 .. r1 of the B, integer labels; dlogits = (p - onehot) / B. Each row's log sum exp - logit[label] goes to
 * `losses`, float64; returns the part's sum.
 */
export function softmaxCrossEntropyPart(logits: usize, labels: usize, prediction: usize, dlogits: usize, losses: usize, B: i32, C: i32, r0: i32, r1: i32): f64 {
  const row = <usize>C << 2;
  const share = <f32>1 / <f32>B;
  const skipped = <usize>r0 * row;
  logits += skipped;
  prediction += skipped;
  dlogits += skipped;
  let loss: f64 = 0;
  for (let r = r0; r < r1; r++) {
    const label = <usize>load<i32>(labels + (<usize>r << 2)) << 2;
    const most = rowMaximum(logits, C);
    const sum = rowExponentials(logits, prediction, most, C);
    const each = NativeMath.log(<f64>sum) + (<f64>most - <f64>load<f32>(logits + label));
    loss += each;
    store<f64>(losses + (<usize>r << 3), each);
    rowNormalize(prediction, dlogits, sum, share, C);
    store<f32>(dlogits + label, (load<f32>(prediction + label) - <f32>1) * share);
    logits += row;
    prediction += row;
    dlogits += row;
  }
  return loss;
}

/** The same with a target distribution per row: dlogits = (p sum t - t) / B, the loss sum_c t (log sum exp - logit). */
export function softmaxCrossEntropySoftPart(logits: usize, targets: usize, prediction: usize, dlogits: usize, losses: usize, B: i32, C: i32, r0: i32, r1: i32): f64 {
  const row = <usize>C << 2;
  const share = <f32>1 / <f32>B;
  const skipped = <usize>r0 * row;
  logits += skipped;
  targets += skipped;
  prediction += skipped;
  dlogits += skipped;
  let loss: f64 = 0;
  for (let r = r0; r < r1; r++) {
    let each: f64 = 0;
    const most = rowMaximum(logits, C);
    const sum = rowExponentials(logits, prediction, most, C);
    const logSum = NativeMath.log(<f64>sum) + <f64>most;
    let mass: f32 = 0;
    for (let c = 0; c < C; c++) {
      const at = <usize>c << 2;
      const t = load<f32>(targets + at);
      mass += t;
      // A target of 0 adds nothing, even where the logit is minus infinity.
      if (t != 0) each += <f64>t * (logSum - <f64>load<f32>(logits + at));
    }
    loss += each;
    store<f64>(losses + (<usize>r << 3), each);
    rowNormalize(prediction, dlogits, sum, mass, C);
    for (let c = 0; c < C; c++) {
      const at = <usize>c << 2;
      store<f32>(dlogits + at, (load<f32>(dlogits + at) - load<f32>(targets + at)) * share);
    }
    logits += row;
    targets += row;
    prediction += row;
    dlogits += row;
  }
  return loss;
}

/**
 * max(z, 0) - z t + log1p(exp(-|z|)) per element; dlogits = (sigmoid(z) - t) scale. The loss of every four elements
 * goes to `losses`, float64; returns the part's sum.
 */
export function sigmoidBinaryCrossEntropyPart(logits: usize, targets: usize, prediction: usize, dlogits: usize, losses: usize, N: i32, scale: f32): f64 {
  let loss: f64 = 0;
  for (let n = 0; n < N; n += 4) {
    const count = min(4, N - n);
    const z = count == 4 ? v128.load(logits) : loadPartial(logits, count);
    const t = count == 4 ? v128.load(targets) : loadPartial(targets, count);
    const p = sigmoid4(z);
    const d = f32x4.mul(f32x4.sub(p, t), f32x4.splat(scale));
    let each = f32x4.add(f32x4.sub(f32x4.max(z, f32x4.splat(0)), f32x4.mul(z, t)), softplusTail4(z));
    if (count == 4) {
      v128.store(prediction, p);
      v128.store(dlogits, d);
    } else {
      storePartial(prediction, p, count);
      storePartial(dlogits, d, count);
      each = clearBeyond(each, count);
    }
    const four = sumLanesWide(each);
    loss += four;
    store<f64>(losses + (<usize>n << 1), four);
    logits += 16;
    targets += 16;
    prediction += 16;
    dlogits += 16;
  }
  return loss;
}

/** (y - t)^2 per element; dy = 2 (y - t) scale. Losses as above. */
export function meanSquaredErrorPart(y: usize, targets: usize, dy: usize, losses: usize, N: i32, scale: f32): f64 {
  let loss: f64 = 0;
  for (let n = 0; n < N; n += 4) {
    let four: f64 = 0;
    for (let i = n; i < min(N, n + 4); i++) {
      const at = <usize>i << 2;
      const e = load<f32>(y + at) - load<f32>(targets + at);
      store<f32>(dy + at, e * <f32>2 * scale);
      four += <f64>e * <f64>e;
    }
    loss += four;
    store<f64>(losses + (<usize>n << 1), four);
  }
  return loss;
}

// @ts-ignore: decorator
@inline
function clearBeyond(v: v128, count: i32): v128 {
  const zero = f32x4.splat(0);
  if (count == 1) return v128.shuffle<f32>(v, zero, 0, 4, 5, 6);
  if (count == 2) return v128.shuffle<f32>(v, zero, 0, 1, 4, 5);
  return v128.shuffle<f32>(v, zero, 0, 1, 2, 4);
}
