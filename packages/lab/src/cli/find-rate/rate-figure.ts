/** The losses over the rates, as a picture. */
import { type CurveFigure, seriesColors } from "charts";
import type { Figure } from "../../page-kit/figures/figure.ts";
import { finishCurves } from "../../page-kit/figures/finish-figure.ts";
import type { RateFinding } from "./rate-range.ts";

/** A loss far above the first hides where it falls. */
const MOST_OF_FIRST = 1.2;

export function drawRates(name: string, note: string, finding: RateFinding): Figure {
  const { points, suggestion, lowest } = finding;
  const first = points[0]?.smoothed ?? 1;
  const least = points.reduce((a, { smoothed }) => Math.min(a, smoothed), first);
  const most = first + (MOST_OF_FIRST - 1) * Math.abs(first);
  const figure: CurveFigure = {
    title: `${name}: the loss while the learning rate grows`,
    note,
    width: 760,
    plotHeight: 320,
    columns: 1,
    panels: [
      {
        title: "",
        xLabel: "learning rate",
        yLabel: "batch loss",
        xScale: "log",
        xRange: null,
        yRange: [Math.min(least, 0), most],
        curves: [
          {
            name: "loss, smoothed",
            color: seriesColors.blue,
            line: "solid",
            dots: false,
            points: points.map(({ rate, smoothed }) => [rate, smoothed <= most ? smoothed : null]),
            band: null,
          },
        ],
        dots: points.filter(({ loss }) => loss <= most).map(({ rate, loss }) => [rate, loss]),
        marks: [
          ...(suggestion === null ? [] : [{ x: suggestion, label: `suggested ${suggestion}` }]),
          ...(lowest === null ? [] : [{ x: lowest, label: "lowest" }]),
        ],
      },
    ],
  };
  const says =
    suggestion === null
      ? `No rate is suggested: ${finding.remark}.`
      : `It falls fastest at ${suggestion}, which is suggested.`;
  return finishCurves(figure, {
    name: "learning-rates",
    caption:
      "Each batch's loss (pale) and the line through its neighbours (blue), while the rate grows at every step. " +
      says,
    alternative: `Loss over the learning rate. ${says}`,
  });
}
