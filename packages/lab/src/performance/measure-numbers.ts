/** Numbers: how far off, in which direction, and where. */
import { spanLinear } from "charts";
import { type NumbersEvaluation, undoTargetSteps } from "minibatch-data";
import { columnsOf, countMistaken, type PerformanceInput, type ShownRows } from "./performance-input.ts";
import { pickColumn } from "./pick-column.ts";
import type { NumberPerformance, NumberPerformanceFigures } from "./task-performance.ts";
import { pickWorst } from "./worst-rows.ts";

/** Dots of a picture: more lie on each other. */
export const MOST_POINTS = 1000;
/** About so many bins, whose edges are round numbers: 0 is one where residuals lie on both sides of it. */
const ABOUT_BINS = 20;

export function measureNumbers(
  { perTarget, ...figures }: NumbersEvaluation,
  { preparation, truth, outputs, shown }: PerformanceInput,
): NumberPerformance {
  const told = undoTargetSteps(preparation, outputs);
  return {
    ...figures,
    perTarget: perTarget.map((target, j) => ({
      ...target,
      ...lookAt(pickColumn(truth, j, perTarget.length), pickColumn(told, j, perTarget.length), shown),
    })),
    ...columnsOf(shown),
  };
}

function lookAt(
  truth: Float64Array,
  told: Float64Array,
  shown: ShownRows,
): Pick<NumberPerformanceFigures, "points" | "residuals" | "mistaken"> {
  const rows = truth.length;
  const residuals = told.map((value, row) => value - truth[row]!);
  const step = Math.max(1, rows / MOST_POINTS);
  return {
    points: Array.from({ length: Math.min(rows, MOST_POINTS) }, (_, i) => {
      const row = Math.floor(i * step);
      return [truth[row]!, told[row]!];
    }),
    residuals: countResiduals(residuals),
    mistaken: pickWorst(residuals.map(Math.abs), countMistaken(shown)).map((row) => ({
      ...shown.show(row),
      truth: truth[row]!,
      told: told[row]!,
    })),
  };
}

/** As NumPy's `histogram`: a residual at an edge counts above it, at the last one below. */
function countResiduals(residuals: Float64Array): NumberPerformanceFigures["residuals"] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const residual of residuals) {
    low = Math.min(low, residual);
    high = Math.max(high, residual);
  }
  const edges = spanLinear(low, high, ABOUT_BINS).ticks;
  const counts = new Array<number>(edges.length - 1).fill(0);
  for (const residual of residuals) {
    const above = edges.findIndex((edge) => edge > residual);
    counts[above === -1 ? counts.length - 1 : Math.max(0, above - 1)]!++;
  }
  return { edges, counts };
}
