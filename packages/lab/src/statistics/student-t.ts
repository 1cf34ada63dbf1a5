import { incompleteBeta } from "./incomplete-beta.ts";

/** P(T <= t) for Student's t with `degrees` of freedom: I_x(degrees/2, 1/2) with x = degrees / (degrees + t^2). */
export function studentTProbability(t: number, degrees: number): number {
  const tail = 0.5 * incompleteBeta(degrees / 2, 0.5, degrees / (degrees + t * t));
  return t > 0 ? 1 - tail : tail;
}

/** The t that P(T <= t) = `probability`: bisection down to neighbouring doubles, which cannot fail to converge. */
export function studentTQuantile(probability: number, degrees: number): number {
  if (!(probability > 0 && probability < 1)) {
    throw new RangeError(`Cannot take a t quantile: probability is ${probability}; it needs to be between 0 and 1`);
  }
  if (!(degrees > 0)) throw new RangeError(`Cannot take a t quantile: degrees is ${degrees}; it needs to be above 0`);
  if (probability === 0.5) return 0;
  if (probability < 0.5) return -studentTQuantile(1 - probability, degrees);
  let low = 0;
  let high = 1;
  while (studentTProbability(high, degrees) < probability) high *= 2;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (studentTProbability(middle, degrees) < probability) low = middle;
    else high = middle;
  }
}
