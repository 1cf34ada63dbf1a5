/**
 * Batch normalization: each channel over the rows and pixels of a batch, N in all. Means, variances and what follows
 * from them are float64, [C].
 */
import { BACKWARD, factorAt, MOST_CHANNELS, NORMALIZE, passPixels, putRounded, repeat, repeatsOf, SCALE, wideAt } from "./channels";
import { gradientSums, runGradientSums, runSums, shiftedSums } from "./sums";

/** mean, variance (of the N, not N - 1) and 1 / sqrt(variance + epsilon) of channels c0 .. c1. */
export function batchMomentsPart(x: usize, mean: usize, variance: usize, inverse: usize, N: i32, C: i32, epsilon: f64, c0: i32, c1: i32, scratch: usize): void {
  if (C == 1) {
    if (c1 == c0) return;
    runSums(x, <f64>load<f32>(x), N, scratch);
    store<f64>(mean, load<f64>(scratch));
    store<f64>(variance, load<f64>(scratch, 8));
  } else {
    // relative to the first pixel's
    shiftedSums(x, x, N, <usize>C << 2, c0, c1, mean, variance);
  }
  for (let c = c0; c < c1; c++) {
    const at = <usize>c << 3;
    const m = load<f64>(mean + at) / <f64>N;
    const v = max(0, load<f64>(variance + at) / <f64>N - m * m);
    store<f64>(mean + at, <f64>load<f32>(x + (<usize>c << 2)) + m);
    store<f64>(variance + at, v);
    store<f64>(inverse + at, 1 / sqrt(v + epsilon));
  }
}

/** y = (x - mean) inverse gamma + beta, so many pixels */
export function batchNormPart(x: usize, mean: usize, inverse: usize, gamma: usize, beta: usize, y: usize, C: i32, pixels: i32, tables: usize): void {
  for (let c0 = 0; c0 < C; c0 += MOST_CHANNELS) {
    const count = min(MOST_CHANNELS, C - c0);
    const period = count * repeatsOf(C, pixels);
    const scale = tables + (<usize>period << 2), shift = scale + (<usize>period << 2);
    for (let c = 0; c < count; c++) {
      const factor = wideAt(inverse, c0 + c) * factorAt(gamma, c0 + c, 1);
      const lost = putRounded(tables, c, wideAt(mean, c0 + c));
      putRounded(scale, c, factor);
      putRounded(shift, c, factorAt(beta, c0 + c, 0) - lost * factor);
    }
    repeat(tables, count, period);
    repeat(scale, count, period);
    repeat(shift, count, period);
    passPixels(NORMALIZE, x, 0, y, tables, period, C, c0, count, pixels);
  }
}

/** y = (x - mean) gamma / sqrt(variance + epsilon) + beta as one multiply-add; mean and variance are float32 */
export function movedNormPart(x: usize, mean: usize, variance: usize, gamma: usize, beta: usize, y: usize, C: i32, epsilon: f64, pixels: i32, tables: usize): void {
  for (let c0 = 0; c0 < C; c0 += MOST_CHANNELS) {
    const count = min(MOST_CHANNELS, C - c0);
    const period = count * repeatsOf(C, pixels);
    const shift = tables + (<usize>period << 2);
    for (let c = 0; c < count; c++) {
      const factor = factorAt(gamma, c0 + c, 1) / sqrt(factorAt(variance, c0 + c, 1) + epsilon);
      putRounded(tables, c, factor);
      putRounded(shift, c, factorAt(beta, c0 + c, 0) - factorAt(mean, c0 + c, 0) * factor);
    }
    repeat(tables, count, period);
    repeat(shift, count, period);
    passPixels(SCALE, x, 0, y, tables, period, C, c0, count, pixels);
  }
}

/** sums, [2, C]: of dy, and of dy (x - mean), of channels c0 .. c1 */
export function batchNormSumsPart(x: usize, dy: usize, mean: usize, sums: usize, N: i32, C: i32, c0: i32, c1: i32): void {
  if (C > 1) gradientSums(x, dy, mean, N, <usize>C << 2, c0, c1, sums, sums + (<usize>C << 3));
  else if (c1 > c0) runGradientSums(x, dy, 0, load<f64>(mean), N, sums);
}

/** dx = gamma inverse (dy - sums_0 / N - (x - mean) inverse^2 sums_1 / N), so many pixels of the N */
export function batchNormBackwardPart(x: usize, dy: usize, mean: usize, inverse: usize, gamma: usize, sums: usize, dx: usize, N: i32, C: i32, pixels: i32, tables: usize): void {
  for (let c0 = 0; c0 < C; c0 += MOST_CHANNELS) {
    const count = min(MOST_CHANNELS, C - c0);
    const period = count * repeatsOf(C, pixels);
    const next = <usize>period << 2;
    for (let c = 0; c < count; c++) {
      const one = wideAt(inverse, c0 + c);
      const factor = one * factorAt(gamma, c0 + c, 1);
      const slope = (factor * one * one * wideAt(sums, C + c0 + c)) / <f64>N;
      const lost = putRounded(tables, c, wideAt(mean, c0 + c));
      putRounded(tables + next, c, factor);
      putRounded(tables + 2 * next, c, -slope);
      putRounded(tables + 3 * next, c, lost * slope - (factor * wideAt(sums, c0 + c)) / <f64>N);
    }
    for (let i: usize = 0; i < 4; i++) repeat(tables + i * next, count, period);
    passPixels(BACKWARD, x, dy, dx, tables, period, C, c0, count, pixels);
  }
}

/** dgamma = sums_1 inverse, dbeta = sums_0, of channels c0 .. c1; either may be 0, for none */
export function batchNormGradientPart(inverse: usize, sums: usize, dgamma: usize, dbeta: usize, C: i32, c0: i32, c1: i32): void {
  for (let c = c0; c < c1; c++) {
    if (dgamma) putRounded(dgamma, c, wideAt(sums, C + c) * wideAt(inverse, c));
    if (dbeta) putRounded(dbeta, c, wideAt(sums, c));
  }
}

/** moving = momentum moving + (1 - momentum) batch, of channels c0 .. c1 */
export function moveStatisticsPart(mean: usize, variance: usize, momentum: f64, movingMean: usize, movingVariance: usize, c0: i32, c1: i32): void {
  for (let c = c0; c < c1; c++) {
    putRounded(movingMean, c, momentum * factorAt(movingMean, c, 0) + (1 - momentum) * wideAt(mean, c));
    putRounded(movingVariance, c, momentum * factorAt(movingVariance, c, 0) + (1 - momentum) * wideAt(variance, c));
  }
}
