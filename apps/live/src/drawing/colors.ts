/** Colours of the page, from the figures' palette: safe for the colour-blind, in light and in dark. */
import { darkSeriesColors, darkTheme, divergingColor, type FigureTheme, lightTheme, seriesColors } from "charts";

export const classColors = (isDark: boolean): readonly string[] =>
  Object.values(isDark ? darkSeriesColors : seriesColors);

export const themeOf = (isDark: boolean): FigureTheme => (isDark ? darkTheme : lightTheme);

export type Rgb = readonly [red: number, green: number, blue: number];

/** #rrggbb */
export function readColor(color: string): Rgb {
  const part = (place: number): number => Number.parseInt(color.slice(place, place + 2), 16);
  return [part(1), part(3), part(5)];
}

/** `share` of `to`, the rest of `from`. */
export function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const part = (i: 0 | 1 | 2): number => Math.round(from[i] + (to[i] - from[i]) * share);
  return [part(0), part(1), part(2)];
}

export { divergingColor };
