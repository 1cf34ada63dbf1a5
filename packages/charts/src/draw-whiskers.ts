/** Intervals about points of curves: upright lines with caps. */
import type { CustomSeriesOption } from "echarts";
import type { Curve } from "./curve-figure.ts";
import { type Axes, type PlacedWhisker, placeWhisker } from "./place-on-axes.ts";

/** pixels: half a cap */
const cap = 3;

/** All whiskers of a curve as one path. */
function drawOne(curve: Curve, whiskers: readonly PlacedWhisker[], index: number): CustomSeriesOption {
  return {
    type: "custom",
    xAxisIndex: index,
    yAxisIndex: index,
    silent: true,
    clip: true,
    z: 2,
    data: whiskers.slice(0, 1).map(({ x, low }) => [x, low]),
    renderItem: (_, api) => {
      const paths = whiskers.map(({ x, aside = 0, low, high, hasLow, hasHigh }) => {
        const [at, bottom] = api.coord([x, low]) as [number, number];
        const place = at + aside;
        const top = (api.coord([x, high]) as [number, number])[1];
        const capAt = (y: number): string => `M${place - cap},${y}H${place + cap}`;
        return `${hasLow ? capAt(bottom) : ""}M${place},${bottom}V${top}${hasHigh ? capAt(top) : ""}`;
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
export function drawWhiskers(curves: readonly Curve[], index: number, axes: Axes): readonly CustomSeriesOption[] {
  return curves.flatMap((curve) => {
    const whiskers = (curve.whiskers ?? []).map((one) => placeWhisker(one, axes)).filter((one) => one !== null);
    return whiskers.length === 0 ? [] : [drawOne(curve, whiskers, index)];
  });
}
