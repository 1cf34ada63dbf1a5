/**
 * Group normalization: in each row, every group of neighbouring channels over all pixels. Means and 1 / sqrt(variance
 * + epsilon) are float64, one of each row and group.
 */
import { BACKWARD, factorAt, MOST_CHANNELS, NORMALIZE, passPixels, putRounded, repeat, repeatsOf, wideAt } from "./channels";
import { gradientSums, runSums, shiftedSums } from "./sums";

/** Groups of so many channels are summed pixel by pixel, smaller ones channel by channel. */
const WIDE_GROUP: i32 = 64;

/** Rows r0 .. r1 of P pixels, C channels, G groups; gamma and beta are 0 where there are none. */
export function groupNormPart(x: usize, mean: usize, inverse: usize, gamma: usize, beta: usize, y: usize, P: i32, C: i32, G: i32, epsilon: f64, r0: i32, r1: i32, scratch: usize): void {
  const row = (<usize>P * <usize>C) << 2;
  const D = C / G;
  x += <usize>r0 * row;
  y += <usize>r0 * row;
  for (let r = r0; r < r1; r++) {
    const m = mean + ((<usize>r * <usize>G) << 3), one = inverse + ((<usize>r * <usize>G) << 3);
    takeMoments(x, m, one, P, C, G, epsilon, scratch);
    for (let c0 = 0; c0 < C; c0 += MOST_CHANNELS) {
      const count = min(MOST_CHANNELS, C - c0);
      const period = count * repeatsOf(C, P);
      const scale = scratch + (<usize>period << 2), shift = scale + (<usize>period << 2);
      for (let c = 0; c < count; c++) {
        const g = (c0 + c) / D;
        const factor = wideAt(one, g) * factorAt(gamma, c0 + c, 1);
        const lost = putRounded(scratch, c, wideAt(m, g));
        putRounded(scale, c, factor);
        putRounded(shift, c, factorAt(beta, c0 + c, 0) - lost * factor);
      }
      repeat(scratch, count, period);
      repeat(scale, count, period);
      repeat(shift, count, period);
      passPixels(NORMALIZE, x, 0, y, scratch, period, C, c0, count, P);
    }
    x += row;
    y += row;
  }
}

/** mean_G and inverse_G of one row. */
function takeMoments(x: usize, mean: usize, inverse: usize, P: i32, C: i32, G: i32, epsilon: f64, scratch: usize): void {
  const D = C / G;
  if (G == 1 || P == 1 || D >= WIDE_GROUP) {
    // runs of neighbours: all of the row, or a group's channels of each pixel
    const runs = G == 1 ? 1 : P;
    const length = G == 1 ? P * C : D;
    for (let g = 0; g < G; g++) {
      const first = x + (<usize>(g * D) << 2);
      const shift = <f64>load<f32>(first);
      let sum: f64 = 0, square: f64 = 0;
      for (let p = 0; p < runs; p++) {
        runSums(first + ((<usize>p * <usize>C) << 2), shift, length, scratch);
        sum += load<f64>(scratch);
        square += load<f64>(scratch, 8);
      }
      conclude(mean, inverse, g, shift, sum, square, P * D, epsilon);
    }
    return;
  }
  const most = (MOST_CHANNELS / D) * D;
  const sums = scratch + (<usize>most << 2), squares = sums + (<usize>most << 3);
  for (let c0 = 0; c0 < C; c0 += most) {
    const count = min(most, C - c0);
    const from = x + (<usize>c0 << 2);
    for (let c = 0; c < count; c++) store<f32>(scratch + (<usize>c << 2), load<f32>(from + (<usize>(c - (c % D)) << 2)));
    shiftedSums(from, scratch, P, <usize>C << 2, 0, count, sums, squares);
    for (let c = 0; c < count; c += D) {
      let sum: f64 = 0, square: f64 = 0;
      for (let i = c; i < c + D; i++) {
        sum += wideAt(sums, i);
        square += wideAt(squares, i);
      }
      conclude(mean, inverse, (c0 + c) / D, <f64>load<f32>(from + (<usize>c << 2)), sum, square, P * D, epsilon);
    }
  }
}

// @ts-ignore: decorator
@inline
function conclude(mean: usize, inverse: usize, g: i32, shift: f64, sum: f64, square: f64, count: i32, epsilon: f64): void {
  const from = sum / <f64>count;
  const variance = max(0, square / <f64>count - from * from);
  store<f64>(mean + (<usize>g << 3), shift + from);
  store<f64>(inverse + (<usize>g << 3), 1 / sqrt(variance + epsilon));
}

/**
 * sums_[row, 2, C]: of dy, and of dy (x - mean), over the pixels; then, unless dx is 0, dx = inverse (g - mean of g -
 * (x - mean) inverse^2 mean of g (x - mean)), g = dy gamma, means over a group. Rows r0 .. r1.
 */
export function groupNormBackwardPart(x: usize, dy: usize, mean: usize, inverse: usize, gamma: usize, sums: usize, dx: usize, P: i32, C: i32, G: i32, r0: i32, r1: i32, scratch: usize): void {
  const bytes = (<usize>P * <usize>C) << 2;
  for (let r = r0; r < r1; r++) {
    const at = <usize>r * bytes, ofRow = (<usize>r * <usize>G) << 3;
    const own = sums + ((<usize>r * <usize>C) << 4);
    takeSums(x + at, dy + at, mean + ofRow, own, P, C, C / G, scratch);
    if (dx) backwardRow(x + at, dy + at, mean + ofRow, inverse + ofRow, gamma, own, dx + at, P, C, C / G, scratch);
  }
}

function takeSums(x: usize, dy: usize, mean: usize, sums: usize, P: i32, C: i32, D: i32, scratch: usize): void {
  const row = <usize>C << 2;
  for (let c0 = 0; c0 < C; c0 += MOST_CHANNELS) {
    const count = min(MOST_CHANNELS, C - c0);
    for (let c = 0; c < count; c++) store<f64>(scratch + (<usize>c << 3), wideAt(mean, (c0 + c) / D));
    const from = <usize>c0 << 2, to = sums + (<usize>c0 << 3);
    gradientSums(x + from, dy + from, scratch, P, row, 0, count, to, to + (<usize>C << 3));
  }
}

function backwardRow(x: usize, dy: usize, mean: usize, inverse: usize, gamma: usize, sums: usize, dx: usize, P: i32, C: i32, D: i32, scratch: usize): void {
  const M = <f64>P * <f64>D;
  let slope: f64 = 0, level: f64 = 0;
  for (let c0 = 0; c0 < C; c0 += MOST_CHANNELS) {
    const count = min(MOST_CHANNELS, C - c0);
    const period = count * repeatsOf(C, P);
    const next = <usize>period << 2;
    for (let c = 0; c < count; c++) {
      const g = (c0 + c) / D;
      const one = wideAt(inverse, g);
      // a group's own, where it begins; it may go on into the next run of channels
      if ((c0 + c) % D == 0) {
        slope = 0;
        level = 0;
        for (let i = c0 + c; i < c0 + c + D; i++) {
          level += factorAt(gamma, i, 1) * wideAt(sums, i);
          slope += factorAt(gamma, i, 1) * wideAt(sums, C + i);
        }
        level *= one / M;
        slope *= (one * one * one) / M;
      }
      const lost = putRounded(scratch, c, wideAt(mean, g));
      putRounded(scratch + next, c, one * factorAt(gamma, c0 + c, 1));
      putRounded(scratch + 2 * next, c, -slope);
      putRounded(scratch + 3 * next, c, lost * slope - level);
    }
    for (let i: usize = 0; i < 4; i++) repeat(scratch + i * next, count, period);
    passPixels(BACKWARD, x, dy, dx, scratch, period, C, c0, count, P);
  }
}

/** dgamma = sums over B rows of sums_1 inverse, dbeta = of sums_0, channels c0 .. c1; either may be 0, for none */
export function groupNormGradientPart(inverse: usize, sums: usize, dgamma: usize, dbeta: usize, B: i32, C: i32, G: i32, c0: i32, c1: i32): void {
  const D = C / G;
  for (let c = c0; c < c1; c++) {
    let scale: f64 = 0, shift: f64 = 0;
    for (let r = 0; r < B; r++) {
      const own = sums + ((<usize>r * <usize>C) << 4);
      shift += wideAt(own, c);
      scale += wideAt(own, C + c) * wideAt(inverse, r * G + c / D);
    }
    if (dgamma) putRounded(dgamma, c, scale);
    if (dbeta) putRounded(dbeta, c, shift);
  }
}
