/** What lies behind the curves of a panel: many thin grey lines, or pale dots, each drawn as one series. */
import type { CustomSeriesOption } from "echarts";
import type { CurvePoint } from "./curve-figure.ts";
import type { FigureTheme } from "./palette.ts";
import { type Axes, type Place, placeDots, placeLine } from "./place-on-axes.ts";

/** A tenth of a pixel is finer than the eye sees, and short to write. */
function roundPixels(place: readonly number[]): number[] {
  return place.map((pixels) => Math.round(pixels * 10) / 10);
}

/** Thin lines on the axes of panel `index`, as one path: hundreds of elements would make a heavy picture. */
export function drawBackground(
  lines: readonly (readonly CurvePoint[])[],
  index: number,
  axes: Axes,
  theme: FigureTheme,
): CustomSeriesOption {
  const stretches = lines.flatMap((line) => placeLine(line, axes)).filter((stretch) => stretch.length > 1);
  return {
    type: "custom",
    xAxisIndex: index,
    yAxisIndex: index,
    silent: true,
    clip: true,
    z: 0,
    data: stretches.slice(0, 1).map((stretch) => [...(stretch[0] as Place)]),
    renderItem: (_, api) => {
      const paths = stretches.map(
        (stretch) => `M${stretch.map((place) => roundPixels(api.coord([...place]))).join("L")}`,
      );
      return {
        type: "path",
        shape: { pathData: paths.join("") },
        style: { fill: "none", stroke: theme.axis, lineWidth: 0.8, opacity: 0.5 },
      };
    },
  };
}

/** Pale dots on the axes of panel `index`. */
export function drawDots(
  dots: readonly CurvePoint[],
  index: number,
  axes: Axes,
  theme: FigureTheme,
): CustomSeriesOption {
  const places = placeDots(dots, axes);
  return {
    type: "custom",
    xAxisIndex: index,
    yAxisIndex: index,
    silent: true,
    clip: true,
    z: 0,
    data: places.map((place) => [...place]),
    renderItem: (params, api) => {
      const [cx, cy] = roundPixels(api.coord([...(places[params.dataIndex] as Place)])) as [number, number];
      return { type: "circle", shape: { cx, cy, r: 3 }, style: { fill: theme.axis, opacity: 0.55 } };
    },
  };
}
