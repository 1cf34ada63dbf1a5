/** Mean and variance as scikit-learn's StandardScaler takes them, with sums that lose less. */

type Numbers = ArrayLike<number>;

/**
 * Sums of (x - shift) ^ power over each of `width` columns of `values` [rows, width]; NaN is left out. The rounding
 * errors of the additions are summed beside them (A. Neumaier 1974, algorithm IV).
 */
function sumColumns(values: Numbers, shifts: Float64Array, power: 1 | 2): Float64Array {
  const width = shifts.length;
  const sums = new Float64Array(width);
  const lost = new Float64Array(width);
  for (let start = 0; start < values.length; start += width) {
    for (let j = 0; j < width; j++) {
      const distance = values[start + j]! - shifts[j]!;
      if (Number.isNaN(distance)) continue;
      const value = power === 1 ? distance : distance * distance;
      const sum = sums[j]!;
      const next = sum + value;
      lost[j]! += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
      sums[j] = next;
    }
  }
  return sums.map((sum, j) => sum + lost[j]!);
}

/** How many numbers each column has, NaN left out. */
export function countColumns(values: Numbers, width: number): Float64Array {
  const counts = new Float64Array(width);
  for (let start = 0; start < values.length; start += width) {
    for (let j = 0; j < width; j++) if (!Number.isNaN(values[start + j])) counts[j]! += 1;
  }
  return counts;
}

/** The mean of each column, NaN left out; NaN where nothing is left. */
export function meansOf(values: Numbers, width: number): Float64Array {
  const counts = countColumns(values, width);
  return sumColumns(values, new Float64Array(width), 1).map((sum, j) => sum / counts[j]!);
}

/**
 * With them the population variance: the mean of squared differences, less what rounding of the mean added (T. F. Chan,
 * G. H. Golub, R. J. LeVeque 1983, equation 1.7), as `_incremental_mean_and_var` of scikit-learn.
 */
export function momentsOf(
  values: Numbers,
  width: number,
): { readonly counts: Float64Array; readonly means: Float64Array; readonly variances: Float64Array } {
  const counts = countColumns(values, width);
  const means = sumColumns(values, new Float64Array(width), 1).map((sum, j) => sum / counts[j]!);
  const rests = sumColumns(values, means, 1);
  const squares = sumColumns(values, means, 2);
  const variances = squares.map((sum, j) => (sum - (rests[j]! * rests[j]!) / counts[j]!) / counts[j]!);
  return { counts, means, variances };
}
