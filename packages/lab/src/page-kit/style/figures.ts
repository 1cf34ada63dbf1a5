/**
 * Inline figures follow the page's colours: what is drawn in a colour of the light palette takes the dark one's on a
 * dark page.
 */
import {
  darkSequentialColors,
  darkSeriesColors,
  darkTheme,
  lightTheme,
  type SeriesColor,
  sequentialColors,
  seriesColors,
} from "charts";

/** In pictures of the class `scope`, and in tooltips. */
function exchangeColor(scope: string, light: string, dark: string): string {
  return (
    `.${scope} [fill="${light}"] { fill: light-dark(${light}, ${dark}); }\n` +
    `.${scope} [stroke="${light}"] { stroke: light-dark(${light}, ${dark}); }\n` +
    `.tooltip [data-color="${light}"] { --series: light-dark(${light}, ${dark}); }\n`
  );
}

const themeKeys = ["background", "ink", "muted", "axis", "grid", "warning"] as const;

/** The exchange of every colour that pictures of the class `scope` are drawn in. */
function exchangeColors(scope: string): string {
  return [
    ...themeKeys.map((key) => exchangeColor(scope, lightTheme[key], darkTheme[key])),
    ...Object.entries(seriesColors).map(([name, color]) =>
      exchangeColor(scope, color, darkSeriesColors[name as SeriesColor]),
    ),
  ].join("");
}

export const figureStyle: string = exchangeColors("picture");

/** For the pictures of `renderDrawing`, which may have lines in a sequence of colours too. */
export const drawingStyle: string =
  exchangeColors("drawing") +
  sequentialColors.map((color, i) => exchangeColor("drawing", color, darkSequentialColors[i] as string)).join("");
