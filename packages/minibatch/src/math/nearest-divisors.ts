/** Divisors come in pairs, one of them at most the root; of more than 1e12 not all are tried. */
const MOST_TRIED = 1e6;

/** Of the divisors of `n` the largest below a number, and the smallest that is not, where there are any. */
export function nearestDivisors(n: number, to: number): number[] {
  let [below, above] = [0, Number.POSITIVE_INFINITY];
  for (let i = 1; i <= MOST_TRIED && i * i <= n; i++) {
    if (n % i !== 0) continue;
    for (const divisor of [i, n / i]) {
      if (divisor < to) below = Math.max(below, divisor);
      else above = Math.min(above, divisor);
    }
  }
  return [below, above].filter((divisor) => divisor > 0 && divisor <= n);
}
