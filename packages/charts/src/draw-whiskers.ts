/** Intervals about points of curves: upright lines with caps. */
import type { CustomSeriesOption } from "echarts";
import type { Curve, CurveWhisker } from "./curve-figure.ts";

/** pixels: half a cap */
const cap = 3;

/** All whiskers of a curve as one path. */
function drawOne(curve: Curve, whiskers: readonly CurveWhisker[], index: number): CustomSeriesOption {
  return {
    type: "custom",
    xAxisIndex: index,
    yAxisIndex: index,
    silent: true,
    clip: true,
    z: 2,
    data: whiskers.slice(0, 1).map(({ x, low }) => [x, low]),
    renderItem: (_, api) => {
      const paths = whiskers.map(({ x, low, high }) => {
        const [place, bottom] = api.coord([x, low]) as [number, number];
        const top = (api.coord([x, high]) as [number, number])[1];
        return `M${place - cap},${bottom}H${place + cap}M${place},${bottom}V${top}M${place - cap},${top}H${place + cap}`;
      });
      return {
        type: "path",
        shape: { pathData: paths.join("") },
        style: { fill: "none", stroke: curve.color, lineWidth: 1.2 },
      };
    },
  };
}

/** The whiskers of a panel's curves, on the axes of panel `index`. */
export function drawWhiskers(curves: readonly Curve[], index: number): readonly CustomSeriesOption[] {
  return curves.flatMap((curve) =>
    curve.whiskers === undefined || curve.whiskers.length === 0 ? [] : [drawOne(curve, curve.whiskers, index)],
  );
}
