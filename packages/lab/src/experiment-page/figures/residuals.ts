/** Numbers that were predicted, against the true ones, and what is left between them. */
import { seriesColors } from "charts";
import type { Figure } from "../../page-kit/figures/figure.ts";
import { finishCurves } from "../../page-kit/figures/finish-figure.ts";
import { formatCount, formatMeasured } from "../../page-kit/format-number.ts";
import type { NumberPerformance, NumberPerformanceFigures } from "../../performance/task-performance.ts";

/** `place`: of the target, from 0. A column's name may be anything, a file's may not. */
export function nameResiduals(place: number): readonly [scatter: string, histogram: string] {
  return [`predictions-${place + 1}`, `residuals-${place + 1}`];
}

export function drawPredictions({ rows, perTarget }: NumberPerformance, place: number, note: string): Figure {
  const figures = perTarget[place]!;
  const { name, points, meanAbsoluteError } = figures;
  const off = formatMeasured(meanAbsoluteError);
  const figure = finishCurves(
    {
      title: `Predicted ${name} and what it was`,
      note,
      width: 960,
      plotHeight: 260,
      columns: 2,
      panels: [
        {
          title: "Predicted against true",
          xLabel: `true ${name}`,
          yLabel: `predicted ${name}`,
          ...linear,
          ...squareOf(figures),
          curves: [drawDiagonal(figures)],
          cloud: { color: seriesColors.blue, points },
        },
        {
          title: "Residuals against predicted",
          xLabel: `predicted ${name}`,
          yLabel: "predicted − true",
          ...linear,
          curves: [],
          levels: [{ y: 0, label: "", side: "above" }],
          cloud: { color: seriesColors.blue, points: points.map(([truth, told]) => [told, told - truth]) },
        },
      ],
    },
    {
      name: nameResiduals(place)[0],
      caption:
        `${tellPoints(points.length, rows)} On the dashed line a prediction is right; a residual is predicted − true, ` +
        "so above 0 the network said too much. Residuals that widen, or bend, with the prediction show where it is " +
        `less to be trusted. On average predictions are ${off} off.`,
      alternative:
        `Two charts of ${name}: predicted against true values, and residuals against predicted values. ` +
        `The mean absolute error is ${off}.`,
    },
  );
  // dots of single rows are looked at, not read one by one
  return { ...figure, plots: [] };
}

export function drawResiduals({ rows, perTarget }: NumberPerformance, place: number, note: string): Figure {
  const { name, residuals, rootMeanSquaredError } = perTarget[place]!;
  const { edges, counts } = residuals;
  const [low, high] = [edges[0]!, edges.at(-1)!];
  const off = formatMeasured(rootMeanSquaredError);
  return finishCurves(
    {
      title: `Residuals of ${name}`,
      note,
      width: 960,
      plotHeight: 180,
      columns: 1,
      panels: [
        {
          title: "",
          xLabel: `predicted − true ${name}`,
          yLabel: "rows",
          ...linear,
          curves: [],
          bars: {
            name: "rows",
            color: seriesColors.blue,
            bars: counts.map((height, i) => ({ from: edges[i]!, to: edges[i + 1]!, height })),
          },
        },
      ],
    },
    {
      name: nameResiduals(place)[1],
      caption:
        `How many of all ${formatCount(rows)} rows have which residual, in ${counts.length} bins of equal width. ` +
        `Right of 0 the network said too much, left of it too little. The root mean squared error is ${off}.`,
      alternative:
        `Histogram of the residuals of ${name}, from ${formatMeasured(low)} to ${formatMeasured(high)}. ` +
        `The root mean squared error is ${off}.`,
    },
  );
}

const linear = { xScale: "linear", xRange: null, yRange: null, marks: [] } as const;

function tellPoints(count: number, rows: number): string {
  if (count === rows) return "A dot is a row.";
  return `A dot is a row: ${formatCount(count)} of ${formatCount(rows)}, evenly from all of them.`;
}

/** Both axes alike, so that the diagonal is one. */
function squareOf({ points }: NumberPerformanceFigures): Record<"xRange" | "yRange", readonly [number, number]> {
  const [low, high] = points.reduce(([least, most], [x, y]) => [Math.min(least, x, y), Math.max(most, x, y)] as const, [
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ] as const);
  return { xRange: [low, high], yRange: [low, high] };
}

function drawDiagonal(figures: NumberPerformanceFigures) {
  const [low, high] = squareOf(figures).xRange;
  return {
    name: "predicted = true",
    color: seriesColors.grey,
    line: "dashed",
    dots: false,
    points: [
      [low, low],
      [high, high],
    ],
    band: null,
  } as const;
}
