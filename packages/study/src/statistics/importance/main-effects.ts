import { requireFinite } from "../floating-point/require-finite.ts";
import { areEqual } from "../floating-point/rounding.ts";
import { centreValues } from "../summaries/centre-values.ts";
import type { ParameterLevels } from "./parameter-levels.ts";

export interface MainEffects {
  /** [parameter] eta squared: sum of squares between its levels over the total one (R. Fisher 1925) */
  readonly shares: readonly number[];
  /**
   * share of the sum of squares between the cells; null with one point per cell, which leaves nothing to measure chance
   * by
   */
  readonly explained: number | null;
}

/**
 * Classical analysis of variance of a full grid with equally many points per cell; null where the points are no such
 * grid, or where all values are equal but for rounding. Throws RangeError for a value that is not finite.
 */
export function analyzeGrid(parameters: readonly ParameterLevels[], values: readonly number[]): MainEffects | null {
  requireFinite("analyze a grid", values);
  if (areEqual(values)) return null;
  const cellCount = parameters.reduce((product, { count }) => product * count, 1);
  const repeats = values.length / cellCount;
  if (!Number.isInteger(repeats)) return null;
  const cells = new Int32Array(values.length);
  for (const { count, ofPoint } of parameters)
    ofPoint.forEach((level, point) => {
      cells[point] = cells[point]! * count + level;
    });
  const sizes = new Int32Array(cellCount);
  for (const cell of cells) sizes[cell]!++;
  if (sizes.some((size) => size !== repeats)) return null;
  const distances = centreValues(values);
  const total = distances.reduce((sum, distance) => sum + distance * distance, 0);
  // all levels have equally many points: values.length / count of them
  const between = (ofPoint: Int32Array, count: number): number => {
    const sums = new Float64Array(count);
    ofPoint.forEach((level, point) => {
      sums[level]! += distances[point]!;
    });
    return sums.reduce((sum, value) => sum + (value * value * count) / values.length, 0) / total;
  };
  return {
    shares: parameters.map(({ ofPoint, count }) => between(ofPoint, count)),
    explained: repeats === 1 ? null : between(cells, cellCount),
  };
}
