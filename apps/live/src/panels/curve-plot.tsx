/** Curves over the epochs that move while it trains: uPlot, given new data and never made anew but for the theme. */

import { darkSeriesColors, type SeriesColor, seriesColors } from "charts";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { themeOf } from "../drawing/colors.ts";
import type { CurveName, Curves } from "../protocol/messages.ts";
import { useIsDark } from "./use-theme.ts";

export interface PlottedCurve {
  readonly name: CurveName;
  readonly label: string;
  readonly color: SeriesColor;
}

interface CurvePlotProps {
  readonly curves: readonly PlottedCurve[];
  readonly data: Curves | null;
  /** in words, for who does not see it */
  readonly label: string;
  /** of the upright axis; absent: of the data */
  readonly range?: readonly [number, number];
}

const HEIGHT = 220;

export function CurvePlot({ curves, data, label, range }: CurvePlotProps): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const isDark = useIsDark();
  useEffect(() => {
    const parent = place.current as HTMLDivElement;
    const made = new uPlot(optionsOf(curves, isDark, parent.clientWidth, range), toPlot(curves, data), parent);
    plot.current = made;
    const observer = new ResizeObserver(() => made.setSize({ width: parent.clientWidth, height: HEIGHT }));
    observer.observe(parent);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = null;
    };
    // the data are given below: a plot is made once for a theme
  }, [curves, isDark, range]);
  useEffect(() => plot.current?.setData(toPlot(curves, data)), [curves, data]);
  const colors = isDark ? darkSeriesColors : seriesColors;
  return (
    <figure>
      <div ref={place} class="plot" role="img" aria-label={label} />
      <figcaption>
        <ul class="key">
          {curves.map(({ name, label, color }) => (
            <li key={name}>
              <svg viewBox="0 0 12 12" aria-hidden="true">
                <path d="M0 6h12" stroke={colors[color]} stroke-width="3" />
              </svg>
              {label}
            </li>
          ))}
        </ul>
      </figcaption>
    </figure>
  );
}

function optionsOf(
  curves: readonly PlottedCurve[],
  isDark: boolean,
  width: number,
  range: CurvePlotProps["range"],
): uPlot.Options {
  const theme = themeOf(isDark);
  const colors = isDark ? darkSeriesColors : seriesColors;
  const axis: uPlot.Axis = {
    stroke: theme.muted,
    grid: { stroke: theme.grid, width: 1 },
    ticks: { stroke: theme.axis, width: 1, size: 4 },
    font: "12px system-ui, sans-serif",
  };
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false } },
    scales: { x: { time: false }, ...(range && { y: { range: [range[0], range[1]] } }) },
    axes: [
      { ...axis, size: 30, label: "epoch", labelSize: 16, labelFont: axis.font as string },
      { ...axis, size: 52 },
    ],
    series: [
      {},
      ...curves.map(({ color, label }) => ({ label, stroke: colors[color], width: 1.75, points: { show: false } })),
    ],
  };
}

function toPlot(curves: readonly PlottedCurve[], data: Curves | null): uPlot.AlignedData {
  if (data === null) return [[], ...curves.map(() => [])];
  return [data.epochs, ...curves.map(({ name }) => data.columns[name])] as uPlot.AlignedData;
}
