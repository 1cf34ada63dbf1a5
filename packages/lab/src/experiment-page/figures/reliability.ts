/** Whether probabilities can be trusted: what was predicted against what came, and how many rows that is. */
import { type Curve, type CurvePoint, seriesColors } from "charts";
import type { Figure } from "../../page-kit/figures/figure.ts";
import { finishCurves } from "../../page-kit/figures/finish-figure.ts";
import { formatFixed } from "../../page-kit/format-number.ts";
import type { ClassPerformance, ReliabilityWithIntervals } from "../../performance/task-performance.ts";

export const RELIABILITY_FIGURE = "reliability";

function drawObserved({ bins }: ReliabilityWithIntervals): Curve {
  const filled = bins.flatMap(({ probability, share, interval }) =>
    probability === null || share === null || interval === null ? [] : [{ probability, share, interval }],
  );
  return {
    name: "observed",
    color: seriesColors.blue,
    line: "solid",
    dots: true,
    points: filled.map(({ probability, share }): CurvePoint => [probability, share]),
    band: null,
    whiskers: filled.map(({ probability, interval: [low, high] }) => ({ x: probability, low, high })),
  };
}

/** With a point beside each that was observed, so that the pointer tells both. */
function drawIdeal({ points }: Curve): Curve {
  const places = [...new Set([0, ...points.map(([x]) => x), 1])];
  return {
    name: "as predicted",
    color: seriesColors.grey,
    line: "dashed",
    dots: false,
    points: places.map((x): CurvePoint => [x, x]),
    band: null,
  };
}

export function drawReliability(measured: ClassPerformance, note: string): Figure {
  const { task, reliability, perClass } = measured;
  const isBinary = task === "binary";
  const yes = perClass[1]!.name;
  const predictedLabel = isBinary ? `predicted probability of ${yes}` : "probability of the predicted class";
  const words = isBinary
    ? {
        ofWhat: `of ${yes} that the network gave them`,
        share: `truly is ${yes}`,
        below: `${yes} came less often than was predicted`,
      }
    : { ofWhat: "that the network gave its own answer", share: "is right", below: "the network is too sure" };
  const observed = drawObserved(reliability);
  const off = formatFixed(reliability.expectedError, 3);
  return finishCurves(
    {
      title: "Predicted probabilities and what came",
      note,
      width: 960,
      plotHeight: 270,
      columns: 2,
      panels: [
        {
          title: "Observed share by predicted probability",
          xLabel: predictedLabel,
          yLabel: isBinary ? `share that is ${yes}` : "share that is right",
          xScale: "linear",
          xRange: [0, 1],
          yRange: [0, 1],
          curves: [drawIdeal(observed), observed],
          marks: [],
        },
        {
          title: "Rows in each bin",
          xLabel: predictedLabel,
          yLabel: "rows",
          xScale: "linear",
          xRange: [0, 1],
          yRange: null,
          curves: [],
          marks: [],
          bars: {
            name: "rows",
            color: seriesColors.blue,
            bars: reliability.bins.map(({ from, to, count }) => ({ from, to, height: count })),
          },
        },
      ],
      keys: [{ sign: "whisker", name: "95% interval of the share" }],
    },
    {
      name: RELIABILITY_FIGURE,
      caption:
        `The rows in ten bins of equal width by the probability ${words.ofWhat}: the share of each bin that ` +
        `${words.share}, at the bin's mean probability. On the dashed line probabilities are what they say; ` +
        `below it ${words.below}. ` +
        "Whiskers are Wilson's 95% interval: few rows say little. " +
        `Over all rows the two are ${off} apart (expected calibration error).`,
      alternative:
        "Line chart of the observed share against the predicted probability in ten bins, and a bar chart of the rows " +
        `in each. The expected calibration error is ${off}.`,
    },
  );
}
