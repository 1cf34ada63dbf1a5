import { splitBeta } from "./incomplete-beta.ts";
import { logGamma } from "./log-gamma.ts";

/**
 * P(T <= t) for Student's t with `degrees` of freedom, which need not be whole. Within 1e-12 relative for degrees and t
 * of 1e-8 to 1e8.
 */
export function studentTProbability(t: number, degrees: number): number {
  if (!Number.isFinite(t)) throw new RangeError(`Cannot take a t probability: t is ${t}; it needs to be finite`);
  checkDegrees("a t probability", degrees);
  const { tail } = shareOut(Math.abs(t), degrees);
  return t > 0 ? 1 - tail : tail;
}

/**
 * The t with P(T <= t) = `probability`, by bisection down to neighbouring doubles, which cannot fail to converge.
 * Infinite where t exceeds the largest double, as for degrees near 0.
 */
export function studentTQuantile(probability: number, degrees: number): number {
  if (!(probability > 0 && probability < 1)) {
    throw new RangeError(`Cannot take a t quantile: probability is ${probability}; it needs to be between 0 and 1`);
  }
  checkDegrees("a t quantile", degrees);
  if (probability === 0.5) return 0;
  const isBelow = tellsBelow(probability, degrees);
  let low = 1;
  while (low > 0 && !isBelow(low)) low /= 2;
  let high = 2 * low;
  while (high < Number.POSITIVE_INFINITY && isBelow(high)) [low, high] = [high, 2 * high];
  while (high < Number.POSITIVE_INFINITY) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) break;
    if (isBelow(middle)) low = middle;
    else high = middle;
  }
  return probability < 0.5 ? -high : high;
}

/**
 * Whether t > 0 is below the quantile: judged by the tail beyond it, or, where the tail is most of a half, by the mass
 * between 0 and t.
 */
function tellsBelow(probability: number, degrees: number): (t: number) => boolean {
  const tail = Math.min(probability, 1 - probability);
  const centre = Math.abs(probability - 0.5);
  return tail < centre ? (t) => shareOut(t, degrees).tail > tail : (t) => shareOut(t, degrees).centre < centre;
}

/**
 * P(T > t) and P(0 < T <= t) for t >= 0: half of I_x(degrees/2, 1/2) with x = degrees / (degrees + t^2), and half of
 * its complement.
 */
function shareOut(t: number, degrees: number): { readonly tail: number; readonly centre: number } {
  const odds = (t / degrees) * t;
  if (odds < Number.POSITIVE_INFINITY) {
    const [tail, centre] = splitBeta(degrees / 2, 0.5, 1 / (1 + odds), odds / (1 + odds));
    return { tail: tail / 2, centre: centre / 2 };
  }
  // x underflows: the first term of its series, x^a / (a B(a, 1/2)), is all that is left
  const a = degrees / 2;
  const front = logGamma(0.5) + logGamma(a + 1) - logGamma(a + 0.5);
  const tail = Math.exp(a * (Math.log(degrees) - 2 * Math.log(t)) - front) / 2;
  return { tail, centre: 0.5 - tail };
}

function checkDegrees(what: string, degrees: number): void {
  if (degrees > 0 && degrees < Number.POSITIVE_INFINITY) return;
  throw new RangeError(`Cannot take ${what}: degrees is ${degrees}; it needs to be above 0 and finite`);
}
