/** A claim's small line chart, drawn like the figures. */
import {
  type Curve,
  type CurveFigure,
  drawCurves,
  layoutFigure,
  lightTheme,
  locateCurves,
  seriesColorList,
} from "charts";
import { renderPicture } from "../../../page-kit/figures/render-figure.ts";
import { renderSvg } from "../../../page-kit/figures/render-svg.ts";
import { chooseColors } from "../../../page-kit/figures/series-color.ts";
import { type Html, html } from "../../../page-kit/html.ts";
import { polishText } from "../../../page-kit/polish-text.ts";
import { renderMarks } from "../../../page-kit/table.ts";
import type { EvidenceChart } from "../../results.ts";

/** After the colours are used up, the line's pattern tells the next ones apart. */
const patterns = ["solid", "dashed", "dotted"] as const;
const mostDots = 24;
/** pixels */
const sizes = { half: { width: 460, plotHeight: 190 }, whole: { width: 930, plotHeight: 220 } } as const;

function drawSeries({ series, xScale }: EvidenceChart): readonly Curve[] {
  const colors = chooseColors(series.map(({ name }) => name));
  return series.map(({ name, points }, i) => ({
    name,
    color: colors[i] as string,
    line: patterns[Math.floor(i / seriesColorList.length) % patterns.length] as Curve["line"],
    dots: points.length <= mostDots,
    // a logarithmic axis has no place for 0
    points: xScale === "log" ? points.filter(([x]) => x > 0) : points,
    band: null,
  }));
}

function describeFigure(chart: EvidenceChart, isWhole: boolean): CurveFigure {
  const panel = {
    title: "",
    xLabel: chart.xLabel,
    yLabel: chart.yLabel,
    xScale: chart.xScale,
    xRange: null,
    yRange: null,
    curves: drawSeries(chart),
    marks: [],
  };
  return { title: "", note: "", ...(isWhole ? sizes.whole : sizes.half), columns: 1, panels: [panel] };
}

/** `name` must be unique on the page and safe as an id. `isWhole`: as wide as the page, else as half of it. */
export function renderEvidenceChart(
  chart: EvidenceChart,
  name: string,
  marks: readonly string[],
  isWhole: boolean,
): Html {
  const figure = describeFigure(chart, isWhole);
  const { width, height } = layoutFigure(figure);
  const alternative = `Line chart: ${chart.title}; ${chart.yLabel} against ${chart.xLabel}.`;
  const svg = renderSvg(drawCurves(figure, lightTheme), { width, height, name, alternative });
  return html`<figure class="evidence-chart${isWhole ? " whole" : ""}"><figcaption>${polishText(chart.title)}${renderMarks(marks)}</figcaption>${renderPicture(svg, locateCurves(figure), chart.title)}</figure>`;
}
