/**
 * Legend entries that stand for a sign rather than a curve. ECharts wants a series of each name, so an empty one stands
 * for it.
 */
import type { LineSeriesOption } from "echarts";
import type { LegendKey } from "./curve-figure.ts";
import type { FigureTheme } from "./palette.ts";

/** SVG paths, which ECharts fits into the entry's box */
const icons: Readonly<Record<LegendKey["sign"], string>> = {
  band: "rect",
  whisker:
    "path://M14,0 h6 v1.4 h-2.3 v11.2 h2.3 v1.4 h-6 v-1.4 h2.3 v-11.2 h-2.3 z M0,6.5 h0.1 v0.1 h-0.1 z M33.9,6.5 " +
    "h0.1 v0.1 h-0.1 z",
  line: "path://M0,6.5 h34 v1 h-34 z",
  dot: "circle",
};

/** The entry in the legend's `data`. */
export function describeKey(
  key: LegendKey,
  theme: FigureTheme,
): { name: string; icon: string; itemStyle: { color: string; opacity: number }; textStyle: { color: string } } {
  const faint = key.sign === "band" ? 0.35 : 1;
  return {
    name: key.name,
    icon: icons[key.sign],
    itemStyle: { color: key.sign === "whisker" ? theme.muted : theme.axis, opacity: faint },
    textStyle: { color: theme.muted },
  };
}

/** The empty series. */
export function standForKey(key: LegendKey): LineSeriesOption {
  return { type: "line", name: key.name, data: [], silent: true };
}
