/** 97.5% point of the normal distribution. */
const Z = 1.959963984540054;

/**
 * 95% interval of a share, of which `count` of `of` were seen (E. B. Wilson, Journal of the American Statistical
 * Association 22, 1927, without correction for continuity): within 0 to 1, and of some width at 0 and at 1 too.
 */
export function wilsonInterval(count: number, of: number): readonly [low: number, high: number] {
  const share = count / of;
  const z = (Z * Z) / of;
  const middle = (share + z / 2) / (1 + z);
  const half = Math.sqrt(z * share * (1 - share) + (z * z) / 4) / (1 + z);
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}
