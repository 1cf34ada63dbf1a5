/** Sobol's sequence: I. M. Sobol' 1967; by Gray code, I. A. Antonov and V. M. Saleev 1979. */
import { directions } from "./sobol-directions.ts";

const BITS = 32;

/** Dimensions for which direction numbers are kept. */
export const SOBOL_DIMENSIONS: number = directions.length + 1;

/** The first dimension is van der Corput's sequence. */
const FIRST = Uint32Array.from({ length: BITS }, (_, bit) => 2 ** (BITS - 1 - bit));

/** [dimension][bit]: v_1 .. v_32, as fractions of 2^32 */
const fractions: readonly Uint32Array[] = [FIRST, ...directions.map(([a, ...m]) => extend(a ?? 0, m))];

/**
 * The coordinate of point `index` (0 .. 2^32 - 1) in a dimension (0, 1, ...), as a fraction of 2^32. Point 0, the
 * origin, is not skipped: without it the first 2^k points are no longer a net (A. B. Owen, "On dropping the first
 * Sobol' point", 2020). Throws RangeError for a dimension without direction numbers.
 */
export function sobolCoordinate(index: number, dimension: number): number {
  const words = fractions[dimension];
  if (words === undefined) {
    throw new RangeError(
      `Cannot draw a Sobol point: dimension ${dimension} is not one of 0 .. ${SOBOL_DIMENSIONS - 1}`,
    );
  }
  const gray = index ^ (index >>> 1);
  let coordinate = 0;
  words.forEach((word, bit) => {
    if (((gray >>> bit) & 1) === 1) coordinate ^= word;
  });
  return coordinate >>> 0;
}

/**
 * v_1 .. v_32 from the coefficients `a` of a primitive polynomial and the first m: Joe and Kuo 2008, equation (2.2).
 */
function extend(a: number, m: readonly number[]): Uint32Array {
  const degree = m.length;
  const v = new Uint32Array(BITS);
  for (let bit = 0; bit < BITS; bit++) {
    if (bit < degree) {
      v[bit] = (m[bit] ?? 0) * 2 ** (BITS - 1 - bit);
      continue;
    }
    const last = v[bit - degree] ?? 0;
    let word = last ^ (last >>> degree);
    for (let k = 1; k < degree; k++) {
      if (((a >>> (degree - 1 - k)) & 1) === 1) word ^= v[bit - k] ?? 0;
    }
    v[bit] = word;
  }
  return v;
}
