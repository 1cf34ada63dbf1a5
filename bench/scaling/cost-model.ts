/**
 * The cost of a step: a sum of terms, each a count of things that the machine does, times a price that is fitted.
 * Prices are positive, and fitted to the logarithm of the time, so that a small network's microseconds count as much as
 * seconds.
 */
import { CLASSES, operationsOf, type Point, parametersOf, type TimedPoint } from "./grid.ts";

/** names of the terms, with their units; the prices are seconds for one of each */
export const TERMS = [
  "step",
  "layer",
  "operation",
  "parameter",
  "parameter beyond the L2 cache",
  "activation",
  "activation beyond the L2 cache",
] as const;

/** floats of one core's L2: 2 MB */
const CACHED_FLOATS = 2 ** 19;

/** How much of a buffer that is passed over in every step is no longer in the cache: none, some, then all. */
function beyondCache(floats: number): number {
  return floats * Math.min(1, Math.max(0, floats / CACHED_FLOATS - 1));
}

function countTerms(point: Point): number[] {
  const { width, batch, depth } = point;
  const parameters = parametersOf(point);
  const activations = batch * (width * (depth + 1) + CLASSES);
  return [
    1,
    depth + 1,
    operationsOf(point),
    parameters,
    beyondCache(parameters),
    activations,
    beyondCache(activations),
  ];
}

export interface CostModel {
  /** seconds for one of each term */
  readonly prices: readonly number[];
  /** seconds of a step */
  predict(point: Point): number;
}

const ITERATIONS = 200;
const DAMPING = 1e-3;

/** Gauss-Newton on the logarithms of the prices, damped. */
export function fitCostModel(points: readonly TimedPoint[]): CostModel {
  const counts = points.map(countTerms);
  let logs = TERMS.map((_, term) => Math.log(priceAlone(points, counts, term)));
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const prices = logs.map(Math.exp);
    const totals = counts.map((row) => dot(row, prices));
    // of log(total) by log(price): the term's share of the total
    const shares = counts.map((row, at) => row.map((count, term) => (count * prices[term]!) / totals[at]!));
    const misses = points.map(({ seconds }, at) => Math.log(seconds / totals[at]!));
    const step = solve(
      TERMS.map((_, i) =>
        TERMS.map((_unused, j) => shares.reduce((sum, row) => sum + row[i]! * row[j]!, i === j ? DAMPING : 0)),
      ),
      TERMS.map((_, i) => shares.reduce((sum, row, at) => sum + row[i]! * misses[at]!, 0)),
    );
    logs = logs.map((log, term) => log + Math.max(-1, Math.min(1, step[term]!)));
  }
  const prices = logs.map(Math.exp);
  return { prices, predict: (point) => dot(countTerms(point), prices) };
}

/** The price at which no point would cost more than it did, a part of it. */
function priceAlone(points: readonly TimedPoint[], counts: readonly number[][], term: number): number {
  const bounds = points.flatMap(({ seconds }, at) => (counts[at]![term]! > 0 ? [seconds / counts[at]![term]!] : []));
  return Math.min(...bounds, 1) / TERMS.length;
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + value * b[index]!, 0);
}

/** x with `matrix` x = `right`, by elimination with pivots. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, index) => [...row, right[index]!]);
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    const candidates = rows.slice(column).map((row) => Math.abs(row[column]!));
    const pivot = column + candidates.indexOf(Math.max(...candidates));
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    for (let row = 0; row < size; row++) {
      if (row === column) continue;
      const factor = rows[row]![column]! / rows[column]![column]!;
      for (let k = column; k <= size; k++) rows[row]![k]! -= factor * rows[column]![k]!;
    }
  }
  return rows.map((row, index) => row[size]! / row[index]!);
}
