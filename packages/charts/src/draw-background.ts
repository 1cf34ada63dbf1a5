/** What lies behind the curves of a panel: many thin grey lines, dots, or bars, each drawn as one series. */
import type { CustomSeriesOption } from "echarts";
import type { CurvePoint, UprightBars } from "./curve-figure.ts";
import type { FigureTheme } from "./palette.ts";
import { type Axes, type Place, placeDots, placeLine, placeOutline } from "./place-on-axes.ts";

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

/** How dots look: pixels of their radius. */
export interface DotLook {
  readonly color: string;
  readonly radius: number;
  readonly opacity: number;
}

/** Dots on the axes of panel `index`. */
export function drawDots(
  dots: readonly CurvePoint[],
  index: number,
  axes: Axes,
  { color, radius, opacity }: DotLook,
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
      return { type: "circle", shape: { cx, cy, r: radius }, style: { fill: color, opacity } };
    },
  };
}

/** Upright bars on the axes of panel `index`, as one path; a pixel lies between two that touch. */
export function drawUprightBars({ bars, color }: UprightBars, index: number, axes: Axes): CustomSeriesOption {
  const outlines = bars
    .filter(({ height }) => height > 0)
    .map(({ from, to, height }) =>
      placeOutline(
        [
          [from, 0],
          [from, height],
          [to, height],
          [to, 0],
        ],
        axes,
      ),
    )
    .filter((outline) => outline.length > 0);
  return {
    type: "custom",
    xAxisIndex: index,
    yAxisIndex: index,
    silent: true,
    clip: true,
    z: 1,
    data: outlines.slice(0, 1).map((outline) => [...(outline[0] as Place)]),
    renderItem: (_, api) => {
      const paths = outlines.map((outline) => {
        const places = outline.map((place) => roundPixels(api.coord([...place])));
        const [left, right] = [Math.min(...places.map(([x]) => x!)), Math.max(...places.map(([x]) => x!))];
        const inset = Math.min(0.5, (right - left) / 4);
        return `M${places.map(([x, y]) => [x === left ? left + inset : right - inset, y]).join("L")}Z`;
      });
      return { type: "path", shape: { pathData: paths.join("") }, style: { fill: color, opacity: 0.75 } };
    },
  };
}
