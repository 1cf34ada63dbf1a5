/** Mean and variance as scikit-learn's StandardScaler takes them, with sums that lose less. */

type Numbers = ArrayLike<number>;

/**
 * Sums of each of `width` columns of `values` [rows, width], each number mapped by `map`; NaN is left out. The rounding
 * errors of the additions are summed beside them (A. Neumaier 1974, algorithm IV).
 */
function sumColumns(values: Numbers, width: number, map: (value: number, column: number) => number): Float64Array {
  if (width === 1) return Float64Array.of(sumOne(values, map));
  const sums = new Float64Array(width);
  const lost = new Float64Array(width);
  for (let start = 0; start < values.length; start += width) {
    for (let j = 0; j < width; j++) {
      const value = map(values[start + j]!, j);
      if (Number.isNaN(value)) continue;
      const sum = sums[j]!;
      const next = sum + value;
      lost[j]! += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
      sums[j] = next;
    }
  }
  return sums.map((sum, j) => sum + lost[j]!);
}

/** The same of one column, most often the case: its sums stay in registers. */
function sumOne(values: Numbers, map: (value: number, column: number) => number): number {
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const value = map(values[i]!, 0);
    if (Number.isNaN(value)) continue;
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}

/** How many numbers each column has, NaN left out. */
export function countColumns(values: Numbers, width: number): Float64Array {
  const counts = new Float64Array(width);
  if (width === 1) {
    let count = 0;
    for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i])) count++;
    counts[0] = count;
    return counts;
  }
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i])) counts[i % width]! += 1;
  return counts;
}

/** The mean of each column, NaN left out; NaN where nothing is left. */
export function meansOf(values: Numbers, width: number): Float64Array {
  const counts = countColumns(values, width);
  return sumColumns(values, width, (value) => value).map((sum, j) => sum / counts[j]!);
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
  const means = sumColumns(values, width, (value) => value).map((sum, j) => sum / counts[j]!);
  const rests = sumColumns(values, width, (value, j) => value - means[j]!);
  const squares = sumColumns(values, width, (value, j) => (value - means[j]!) * (value - means[j]!));
  const variances = squares.map((sum, j) => (sum - (rests[j]! * rests[j]!) / counts[j]!) / counts[j]!);
  return { counts, means, variances };
}
