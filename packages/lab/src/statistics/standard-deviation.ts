import { mean } from "./mean.ts";

/** Sample standard deviation, sum of squares over n - 1 (NumPy's `ddof=1`); 0 of a single value. */
export function standardDeviation(values: readonly number[]): number {
  if (values.length === 1) return 0;
  const centre = mean(values);
  let squares = 0;
  for (const value of values) squares += (value - centre) * (value - centre);
  return Math.sqrt(squares / (values.length - 1));
}
