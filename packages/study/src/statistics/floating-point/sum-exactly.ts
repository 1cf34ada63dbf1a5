/**
 * The sum, rounded once or nearly so: small values survive when large ones cancel, and the order does not matter. Keeps
 * the exact sum as floats that do not overlap (J. Shewchuk, Discrete & Computational Geometry 18, 1997, section 2.4;
 * Python's `math.fsum`). Can overflow only if a partial sum exceeds half the largest double.
 */
export function sumExactly(values: ArrayLike<number>): number {
  const parts: number[] = [];
  for (let i = 0; i < values.length; i++) {
    let sum = values[i]!;
    let kept = 0;
    for (const part of parts) {
      const total = sum + part;
      const rest = Math.abs(sum) < Math.abs(part) ? sum - (total - part) : part - (total - sum);
      if (rest !== 0) parts[kept++] = rest;
      sum = total;
    }
    parts.length = kept;
    parts.push(sum);
  }
  return parts.reduceRight((sum, part) => sum + part, 0);
}
