import { logGamma } from "./log-gamma.ts";

/** The smallest denominator that Lentz's algorithm lets through. */
const TINY = 1e-300;
const PRECISION = 1e-16;
const LARGEST_TERM_COUNT = 10_000;

/**
 * Regularized incomplete beta function I_x(a, b) for a, b > 0 and x in [0, 1]: the continued fraction
 * DLMF 8.17.22 evaluated by Lentz's algorithm (W. Press et al., Numerical Recipes, section 6.4), on the
 * side of the symmetry I_x(a, b) = 1 - I_(1-x)(b, a) where it converges fast.
 */
export function incompleteBeta(a: number, b: number, x: number): number {
  if (!(x >= 0 && x <= 1)) throw new RangeError(`Cannot take incompleteBeta: x is ${x}; it needs to be in 0 .. 1`);
  if (x === 0 || x === 1) return x;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(b, a, 1 - x);
  const logFront = a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b);
  return (Math.exp(logFront) / a) * evaluateFraction(a, b, x);
}

function evaluateFraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 / keepAway(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= LARGEST_TERM_COUNT; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / keepAway(1 + even * d);
    c = keepAway(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / keepAway(1 + odd * d);
    c = keepAway(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) <= PRECISION) break;
  }
  return fraction;
}

function keepAway(denominator: number): number {
  return Math.abs(denominator) < TINY ? TINY : denominator;
}
