/** A band around a curve as an ECharts custom series: one polygon for every stretch without a gap. */
import type { CustomSeriesOption } from "echarts";
import type { Curve, CurveBand } from "./curve-figure.ts";
import { type Axes, type Place, placeOutline } from "./place-on-axes.ts";

/** A stretch of band as its outline: along the low edge, back along the high one. */
export type BandOutline = readonly (readonly [x: number, y: number])[];

/** The outlines of a band; a null on either edge ends one. */
export function outlineBand(curve: Curve, band: CurveBand): readonly BandOutline[] {
  const outlines: BandOutline[] = [];
  let low: [number, number][] = [];
  let high: [number, number][] = [];
  const close = (): void => {
    if (low.length > 1) outlines.push([...low, ...high.reverse()]);
    low = [];
    high = [];
  };
  for (const [i, [x]] of curve.points.entries()) {
    const bottom = band.low[i] ?? null;
    const top = band.high[i] ?? null;
    if (bottom === null || top === null || Number.isNaN(bottom + top)) {
      close();
    } else {
      low.push([x, bottom]);
      high.push([x, top]);
    }
  }
  close();
  return outlines;
}

/** The band under a curve, on the axes of panel `index`. */
export function drawBand(curve: Curve, band: CurveBand, index: number, axes: Axes): CustomSeriesOption {
  const outlines = outlineBand(curve, band)
    .map((outline) => placeOutline(outline, axes))
    .filter((outline) => outline.length > 0);
  return {
    type: "custom",
    name: `${curve.name}: ${band.name}`,
    xAxisIndex: index,
    yAxisIndex: index,
    silent: true,
    clip: true,
    z: 1,
    data: outlines.map((outline) => outline[0] as [number, number]),
    renderItem: (params, api) => ({
      type: "polygon",
      shape: { points: (outlines[params.dataIndex] as readonly Place[]).map((point) => api.coord([...point])) },
      style: { fill: curve.color, opacity: 0.16 },
    }),
  };
}
