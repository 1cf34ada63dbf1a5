/** Intervals about points of curves: upright lines with caps, those of several curves side by side. */
import type { CustomSeriesOption } from "echarts";
import type { Curve, CurveWhisker } from "./curve-figure.ts";

/** pixels: half a cap, and the distance between the whiskers of neighbouring curves */
const cap = 3;
const apart = 4;

function drawOne(curve: Curve, whiskers: readonly CurveWhisker[], index: number, shift: number): CustomSeriesOption {
  return {
    type: "custom",
    xAxisIndex: index,
    yAxisIndex: index,
    silent: true,
    clip: true,
    z: 2,
    data: whiskers.map(({ x, low }) => [x, low]),
    renderItem: (params, api) => {
      const { x, low, high } = whiskers[params.dataIndex] as CurveWhisker;
      const [left, bottom] = api.coord([x, low]) as [number, number];
      const top = (api.coord([x, high]) as [number, number])[1];
      const place = left + shift;
      const line = (x1: number, y1: number, x2: number, y2: number) => ({
        type: "line" as const,
        shape: { x1, y1, x2, y2 },
        style: { stroke: curve.color, lineWidth: 1.2 },
      });
      return {
        type: "group",
        children: [
          line(place, bottom, place, top),
          line(place - cap, bottom, place + cap, bottom),
          line(place - cap, top, place + cap, top),
        ],
      };
    },
  };
}

/** The whiskers of a panel's curves, on the axes of panel `index`. */
export function drawWhiskers(curves: readonly Curve[], index: number): readonly CustomSeriesOption[] {
  const whiskered = curves.filter(({ whiskers = [] }) => whiskers.length > 0);
  return whiskered.map((curve, i) =>
    drawOne(curve, curve.whiskers ?? [], index, (i - (whiskered.length - 1) / 2) * apart),
  );
}
