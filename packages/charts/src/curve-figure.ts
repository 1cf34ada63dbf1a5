/** Line charts as data: what `drawCurves` draws, `layoutFigure` places and `locatePlots` points at. */

/** y is null where nothing was measured: the line is interrupted. */
export type CurvePoint = readonly [x: number, y: number | null];

export interface CurveBand {
  /** what the band is, e.g. "min to max of 5 runs" */
  readonly name: string;
  /** aligned with the series' points */
  readonly low: readonly (number | null)[];
  readonly high: readonly (number | null)[];
}

/** An interval about one of a curve's points, drawn as an upright line with a cap at either end. */
export interface CurveWhisker {
  readonly x: number;
  /** pixels to the right of x, so that several curves' whiskers at one x do not cover each other: default 0 */
  readonly aside?: number;
  readonly low: number;
  readonly high: number;
}

export interface Curve {
  /** series of one name share their legend entry across panels */
  readonly name: string;
  readonly color: string;
  readonly line: "solid" | "dashed" | "dotted";
  /** draw a dot at every point: for few points, or isolated ones */
  readonly dots: boolean;
  readonly points: readonly CurvePoint[];
  /** pixels that its dots stand to the right of their places, as whiskers do: default 0 */
  readonly aside?: number;
  readonly band: CurveBand | null;
  /** none when absent */
  readonly whiskers?: readonly CurveWhisker[];
}

/** A dashed vertical line, e.g. where the learning rate is halved. */
export interface CurveMark {
  readonly x: number;
  readonly label: string;
}

/** A dashed horizontal line, e.g. a threshold. */
export interface CurveLevel {
  readonly y: number;
  readonly label: string;
  /** on which side of the line the label stands, at the left end: the one from which curves do not come */
  readonly side: "above" | "below";
}

/** An upright bar from 0 to a height, as wide as what it counts. */
export interface UprightBar {
  readonly from: number;
  readonly to: number;
  readonly height: number;
}

/** Upright bars of one kind, such as those of a histogram: they have no entry in the legend. */
export interface UprightBars {
  /** what the heights are, under the pointer */
  readonly name: string;
  readonly color: string;
  readonly bars: readonly UprightBar[];
}

/** Dots of one kind, each by itself: they have no entry in the legend. */
export interface DotCloud {
  readonly color: string;
  readonly points: readonly CurvePoint[];
}

/** An entry of the legend that no curve has: what a band, a whisker, a thin line or a pale dot stands for. */
export interface LegendKey {
  readonly sign: "band" | "whisker" | "line" | "dot";
  readonly name: string;
}

export interface CurvePanel {
  /** empty for none */
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly xScale: "linear" | "log";
  /** null: around the panel's own points */
  readonly xRange: readonly [low: number, high: number] | null;
  readonly yRange: readonly [low: number, high: number] | null;
  /** the only ticks, for an axis that does not have a value at every place. Absent: round values */
  readonly xTicks?: readonly number[];
  /** of the values that a page tells under the pointer. Absent: four significant digits */
  readonly yDecimals?: number;
  readonly curves: readonly Curve[];
  readonly marks: readonly CurveMark[];
  /** absent: none */
  readonly levels?: readonly CurveLevel[];
  /** thin grey lines behind the curves, which have no name; they do not widen the axes. Absent: none */
  readonly background?: readonly (readonly CurvePoint[])[];
  /** pale dots behind the curves; they do not widen the axes either. Absent: none */
  readonly dots?: readonly CurvePoint[];
  /** behind the curves; they widen the axes, to 0 at least. Absent: none */
  readonly bars?: UprightBars;
  /** behind the curves; they widen the axes. Absent: none */
  readonly cloud?: DotCloud;
}

export interface CurveFigure {
  /** empty for none */
  readonly title: string;
  /** a line in the warning colour under the title, e.g. "SYNTHETIC data"; empty for none */
  readonly note: string;
  readonly width: number;
  /** height of one plot, without title and labels */
  readonly plotHeight: number;
  readonly columns: number;
  readonly panels: readonly CurvePanel[];
  /** after the curves' names in the legend. Absent: none */
  readonly keys?: readonly LegendKey[];
}

/** The colour-independent order of names in the legend: first seen first. */
export function nameCurves(figure: CurveFigure): readonly string[] {
  return [...new Set(figure.panels.flatMap((panel) => panel.curves.map((curve) => curve.name)))];
}
