import { stirlingRemainder } from "./log-gamma.ts";

const PRECISION = 2 ** -52;
const MOST_TERMS = 1_000_000;

/**
 * Regularized incomplete beta function I_x(a, b) for a, b > 0 and x in [0, 1]. Relative error below 1e-12 for a and b
 * from .01 to 1e6, unless the result is hundreds of orders of magnitude small; elsewhere absolute error below 1e-12.
 */
export function incompleteBeta(a: number, b: number, x: number): number {
  if (!(x >= 0 && x <= 1)) throw new RangeError(`Cannot take incompleteBeta: x is ${x}; it needs to be in 0 .. 1`);
  for (const [name, value] of Object.entries({ a, b })) {
    if (value > 0 && value < Number.POSITIVE_INFINITY) continue;
    throw new RangeError(`Cannot take incompleteBeta: ${name} is ${value}; it needs to be above 0 and finite`);
  }
  return splitBeta(a, b, x, 1 - x)[0];
}

/**
 * I_x(a, b) and I_y(b, a) = 1 - I_x(a, b), y = 1 - x: the probabilities below and above x. Takes both x and y, because
 * the one near 1 does not tell its distance to 1. Computes the side that does not hold the mean, and the other side as
 * the rest.
 */
export function splitBeta(a: number, b: number, x: number, y: number): readonly [below: number, above: number] {
  // with two small parameters most of the mass lies at the ends: the mean is no guide, and the fraction converges
  // slowly
  const fewInside = a <= 1 && b <= 1;
  const toMean = a * y - b * x;
  if (fewInside ? x > 0.5 : toMean < 0) {
    const [above, below] = splitBeta(b, a, y, x);
    return [below, above];
  }
  if (x === 0) return [0, 1];
  const front = frontFactor(a, b, x, y, toMean);
  const below = fewInside
    ? (front * sumSeries(a, b, x)) / (a * Math.exp(b * Math.log(y)))
    : front / fraction(a, b, x, y, toMean);
  return [below, 1 - below];
}

/**
 * x^a y^b / B(a, b), around its largest value at x = a / (a + b), where the large logarithms cancel: A. Didonato & A.
 * Morris, ACM Transactions on Mathematical Software 18(3), 1992, section 4. `toMean` is a y - b x.
 */
function frontFactor(a: number, b: number, x: number, y: number, toMean: number): number {
  const exponent = fallBelow(a, -toMean, x * ((a + b) / a)) + fallBelow(b, toMean, y * ((a + b) / b));
  const remainder = stirlingRemainder(a + b) - stirlingRemainder(a) - stirlingRemainder(b);
  return Math.sqrt(((a / (a + b)) * b) / (2 * Math.PI)) * Math.exp(remainder - exponent);
}

/** e - p ln(ratio), where ratio = 1 + e / p */
function fallBelow(p: number, e: number, ratio: number): number {
  const share = e / p;
  if (Math.abs(share) > 0.4) return e - p * Math.log(ratio);
  // ln(1 + s) = 2 (r + r^3 / 3 + r^5 / 5 + ...), r = s / (2 + s), and s = 2 r + r s
  const r = share / (2 + share);
  let sum = 0;
  for (let k = 25; k >= 3; k -= 2) sum = sum * r * r + 1 / k;
  return p * (r * share - 2 * r * r * r * sum);
}

/**
 * DLMF 8.17.7 without its front factor: 1 + a (1 - b) x / (a + 1) + a (1 - b)(2 - b) x^2 / (2! (a + 2)) + ... for b <=
 * 1 and x <= .5.
 */
function sumSeries(a: number, b: number, x: number): number {
  let [sum, term] = [1, 1];
  for (let k = 1; term > PRECISION * sum; k++) {
    term *= ((k - b) / k) * x;
    sum += (a / (a + k)) * term;
  }
  return sum;
}

/**
 * x^a y^b / (B(a, b) I_x(a, b)) for x up to the mean: the continued fraction of Didonato & Morris 1992, equation 9,
 * which keeps x and y apart and so loses nothing near 1; evaluated by Lentz's algorithm (W. Press et al., Numerical
 * Recipes, section 5.2).
 */
function fraction(a: number, b: number, x: number, y: number, toMean: number): number {
  let value = (a * (toMean + 1)) / (a + 1);
  let [c, d] = [value, 0];
  for (let m = 1; m <= MOST_TERMS; m++) {
    const span = a + 2 * m - 1;
    const above = ((a + m - 1) / span) * ((a + b + m - 1) / span) * m * (b - m) * x * x;
    const below = m + (m * (b - m) * x) / span + ((a + m) * (toMean + 1 + m * (1 + y))) / (span + 2);
    d = 1 / (below + above * d);
    c = below + above / c;
    value *= c * d;
    if (Math.abs(c * d - 1) <= PRECISION) return value;
  }
  throw new RangeError(
    `Cannot take incompleteBeta: a = ${a} and b = ${b} need more than ${MOST_TERMS} terms at x = ${x}; use smaller ones`,
  );
}
