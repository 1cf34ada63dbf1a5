/** Medians, and ratios of what was measured in turn. */

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Ratio of the medians, and the smallest and largest ratio of one round. */
export interface Ratio {
  readonly ofMedians: number;
  readonly least: number;
  readonly most: number;
}

/** `numerator[i]` and `denominator[i]` are of the same round; the shorter one says how many there were. */
export function compareRounds(numerator: readonly number[], denominator: readonly number[]): Ratio {
  const rounds = Math.min(numerator.length, denominator.length);
  const ratios = Array.from({ length: rounds }, (_, round) => numerator[round]! / denominator[round]!);
  return {
    ofMedians: median(numerator) / median(denominator),
    least: Math.min(...ratios),
    most: Math.max(...ratios),
  };
}
