/** Numbers: how far off, in which direction, and where. */
import { spanLinear } from "charts";
import { meanAbsoluteError } from "minibatch";
import { columnsOf, countMistaken, type PerformanceInput, type ShownRows } from "./performance-input.ts";
import type { NumberFigures, NumberPerformance } from "./task-performance.ts";
import { pickWorst } from "./worst-rows.ts";

/** Dots of a picture: more lie on each other. */
export const MOST_POINTS = 1000;
/** About so many bins, whose edges are round numbers; 0 is one where residuals lie on both sides. */
const ABOUT_BINS = 20;

export function measureNumbers({ target, truth, outputs, shown }: PerformanceInput): NumberPerformance {
  const { columns } = target;
  const rows = truth.length / columns.length;
  const pick = (values: ArrayLike<number>, j: number): Float64Array =>
    Float64Array.from({ length: rows }, (_, row) => values[row * columns.length + j]!);
  return {
    task: "regression",
    rows,
    targets: columns.map((name, j) => measureColumn(name, pick(truth, j), pick(outputs, j), shown)),
    ...columnsOf(shown),
  };
}

function measureColumn(name: string, truth: Float64Array, predicted: Float64Array, shown: ShownRows): NumberFigures {
  const rows = truth.length;
  const residuals = predicted.map((value, row) => value - truth[row]!);
  const squares = residuals.reduce((sum, residual) => sum + residual * residual, 0);
  const middle = truth.reduce((sum, value) => sum + value, 0) / rows;
  const spread = truth.reduce((sum, value) => sum + (value - middle) * (value - middle), 0);
  const step = Math.max(1, rows / MOST_POINTS);
  return {
    name,
    rSquared: spread === 0 ? null : 1 - squares / spread,
    meanAbsoluteError: meanAbsoluteError(predicted, truth),
    rootMeanSquaredError: Math.sqrt(squares / rows),
    bias: residuals.reduce((sum, residual) => sum + residual, 0) / rows,
    points: Array.from({ length: Math.min(rows, MOST_POINTS) }, (_, i) => {
      const row = Math.floor(i * step);
      return [truth[row]!, predicted[row]!];
    }),
    residuals: countResiduals(residuals),
    mistaken: pickWorst(residuals.map(Math.abs), countMistaken(shown)).map((row) => ({
      ...shown.show(row),
      truth: truth[row]!,
      predicted: predicted[row]!,
    })),
  };
}

/** As NumPy's `histogram`: a residual at an edge counts above it, at the last one below. */
function countResiduals(residuals: Float64Array): NumberFigures["residuals"] {
  const [low, high] = residuals.reduce(
    ([least, most], residual) => [Math.min(least, residual), Math.max(most, residual)] as const,
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY] as const,
  );
  const edges = spanLinear(low, high, ABOUT_BINS).ticks;
  const counts = new Array<number>(edges.length - 1).fill(0);
  for (const residual of residuals) {
    const above = edges.findIndex((edge) => edge > residual);
    counts[above === -1 ? counts.length - 1 : Math.max(0, above - 1)]!++;
  }
  return { edges, counts };
}
