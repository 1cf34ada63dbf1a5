/**
 * Normalizations. x, dy, y and dx are [N, C], channels last; gamma and beta [C], null for 1 and 0. "inverse" is 1 /
 * sqrt(variance + epsilon).
 */
import type { FloatArray } from "../math/float-array.ts";

type Scale = FloatArray | null;

/** mean_C, the biased variance_C, and inverse_C: Ioffe & Szegedy (2015), algorithm 1 */
export function batchMoments(
  x: FloatArray,
  epsilon: number,
  mean: FloatArray,
  variance: FloatArray,
  inverse: FloatArray,
): void {
  const C = mean.length;
  for (let c = 0; c < C; c++) {
    let sum = 0;
    for (let n = c; n < x.length; n += C) sum += x[n];
    const middle = sum / (x.length / C);
    let squares = 0;
    for (let n = c; n < x.length; n += C) squares += (x[n] - middle) * (x[n] - middle);
    mean[c] = middle;
    variance[c] = squares / (x.length / C);
    inverse[c] = 1 / Math.sqrt(variance[c] + epsilon);
  }
}

/** y = (x - mean_C) inverse_C gamma_C + beta_C */
export function batchNorm(
  x: FloatArray,
  mean: FloatArray,
  inverse: FloatArray,
  gamma: Scale,
  beta: Scale,
  y: FloatArray,
): void {
  const C = mean.length;
  for (let n = 0; n < x.length; n++) {
    const c = n % C;
    y[n] = (x[n] - mean[c]) * inverse[c] * at(gamma, c, 1) + at(beta, c, 0);
  }
}

/** y = (x - mean_C) gamma_C / sqrt(variance_C + epsilon) + beta_C */
export function movedNorm(
  x: FloatArray,
  mean: FloatArray,
  variance: FloatArray,
  epsilon: number,
  gamma: Scale,
  beta: Scale,
  y: FloatArray,
): void {
  const C = mean.length;
  for (let n = 0; n < x.length; n++) {
    const c = n % C;
    y[n] = ((x[n] - mean[c]) / Math.sqrt(variance[c] + epsilon)) * at(gamma, c, 1) + at(beta, c, 0);
  }
}

/** sums_2C: of dy, and of dy (x - mean) */
export function batchNormSums(x: FloatArray, dy: FloatArray, mean: FloatArray, sums: FloatArray): void {
  const C = mean.length;
  sums.fill(0);
  for (let n = 0; n < x.length; n++) {
    const c = n % C;
    sums[c] += dy[n];
    sums[C + c] += dy[n] * (x[n] - mean[c]);
  }
}

/** dx = gamma inverse (dy - sums_0 / N - (x - mean) inverse^2 sums_1 / N) */
export function batchNormBackward(
  x: FloatArray,
  dy: FloatArray,
  mean: FloatArray,
  inverse: FloatArray,
  gamma: Scale,
  sums: FloatArray,
  dx: FloatArray,
): void {
  const C = mean.length;
  const N = x.length / C;
  for (let n = 0; n < x.length; n++) {
    const c = n % C;
    const far = (x[n] - mean[c]) * inverse[c] * inverse[c];
    dx[n] = at(gamma, c, 1) * inverse[c] * (dy[n] - sums[c] / N - (far * sums[C + c]) / N);
  }
}

/** dgamma = sums_1 inverse, dbeta = sums_0 */
export function batchNormGradient(inverse: FloatArray, sums: FloatArray, dgamma: Scale, dbeta: Scale): void {
  const C = inverse.length;
  for (let c = 0; c < C; c++) {
    if (dgamma !== null) dgamma[c] = sums[C + c] * inverse[c];
    if (dbeta !== null) dbeta[c] = sums[c];
  }
}

/** moving = momentum moving + (1 - momentum) batch */
export function moveStatistics(batch: FloatArray, momentum: number, moving: FloatArray): void {
  for (let c = 0; c < batch.length; c++) moving[c] = momentum * moving[c] + (1 - momentum) * batch[c];
}

/**
 * How the numbers of a pass are cut: rows of P pixels, C channels in groups. Layer normalization has rows of a pixel.
 */
export interface Grouped {
  readonly P: number;
  readonly C: number;
  readonly groups: number;
  /** false: 0 stands for the mean, and the mean of squares for the variance */
  readonly centers: boolean;
}

/** mean and inverse of each row and group: Ba et al. (2016), Wu & He (2018); Zhang & Sennrich (2019) do not center */
export function groupNorm(
  x: FloatArray,
  cut: Grouped,
  epsilon: number,
  gamma: Scale,
  beta: Scale,
  mean: FloatArray,
  inverse: FloatArray,
  y: FloatArray,
): void {
  const { C, centers } = cut;
  const M = membersOf(cut);
  const sums = new Float64Array(mean.length);
  forEach(x.length, cut, (n, s) => {
    sums[s] += x[n];
  });
  for (let s = 0; s < sums.length; s++) mean[s] = centers ? sums[s] / M : 0;
  sums.fill(0);
  forEach(x.length, cut, (n, s) => {
    sums[s] += (x[n] - mean[s]) * (x[n] - mean[s]);
  });
  for (let s = 0; s < sums.length; s++) inverse[s] = 1 / Math.sqrt(sums[s] / M + epsilon);
  forEach(x.length, cut, (n, s) => {
    y[n] = (x[n] - mean[s]) * inverse[s] * at(gamma, n % C, 1) + at(beta, n % C, 0);
  });
}

/**
 * dx = inverse (g - mean of g - (x - mean) inverse^2 mean of g (x - mean)), g = dy gamma; no mean of g unless it
 * centers
 */
export function groupNormBackward(
  x: FloatArray,
  cut: Grouped,
  dy: FloatArray,
  mean: FloatArray,
  inverse: FloatArray,
  gamma: Scale,
  dx: FloatArray,
): void {
  const { C, centers } = cut;
  const M = membersOf(cut);
  const levels = new Float64Array(mean.length);
  const slopes = new Float64Array(mean.length);
  forEach(x.length, cut, (n, s) => {
    const g = dy[n] * at(gamma, n % C, 1);
    if (centers) levels[s] += g / M;
    slopes[s] += (g * (x[n] - mean[s])) / M;
  });
  forEach(x.length, cut, (n, s) => {
    const g = dy[n] * at(gamma, n % C, 1);
    dx[n] = inverse[s] * (g - levels[s] - (x[n] - mean[s]) * inverse[s] * inverse[s] * slopes[s]);
  });
}

/** sums of each row, [2, C]: over its pixels, of dy and of dy (x - mean) */
export function groupNormSums(x: FloatArray, cut: Grouped, dy: FloatArray, mean: FloatArray, sums: FloatArray): void {
  const { P, C } = cut;
  sums.fill(0);
  forEach(x.length, cut, (n, s) => {
    const own = Math.floor(n / (P * C)) * 2 * C + (n % C);
    sums[own] += dy[n];
    sums[own + C] += dy[n] * (x[n] - mean[s]);
  });
}

/** dgamma_C = sums of dy (x - mean) inverse, dbeta_C = of dy */
export function groupNormGradient(
  x: FloatArray,
  cut: Grouped,
  dy: FloatArray,
  mean: FloatArray,
  inverse: FloatArray,
  dgamma: Scale,
  dbeta: Scale,
): void {
  const { C } = cut;
  const [scales, shifts] = [new Float64Array(C), new Float64Array(C)];
  forEach(x.length, cut, (n, s) => {
    scales[n % C] += dy[n] * (x[n] - mean[s]) * inverse[s];
    shifts[n % C] += dy[n];
  });
  dgamma?.set(scales);
  dbeta?.set(shifts);
}

/** The same from the sums of rows. */
export function groupNormGradientOfSums(
  { C, groups }: Pick<Grouped, "C" | "groups">,
  inverse: FloatArray,
  sums: FloatArray,
  dgamma: Scale,
  dbeta: Scale,
): void {
  const [scales, shifts] = [new Float64Array(C), new Float64Array(C)];
  for (let r = 0; r * 2 * C < sums.length; r++) {
    for (let c = 0; c < C; c++) {
      shifts[c] += sums[r * 2 * C + c];
      scales[c] += sums[r * 2 * C + C + c] * inverse[r * groups + Math.floor((c * groups) / C)];
    }
  }
  dgamma?.set(scales);
  dbeta?.set(shifts);
}

/** How many numbers a mean is over. */
function membersOf({ P, C, groups }: Grouped): number {
  return (P * C) / groups;
}

/** Every number and the place of its row's and group's statistics, from the first to the last. */
function forEach(count: number, { P, C, groups }: Grouped, visit: (n: number, s: number) => void): void {
  for (let n = 0; n < count; n++) {
    visit(n, Math.floor(n / (P * C)) * groups + Math.floor(((n % C) * groups) / C));
  }
}

function at(variable: Scale, c: number, otherwise: number): number {
  return variable === null ? otherwise : variable[c];
}
