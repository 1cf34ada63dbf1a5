/** Inline figures follow the page's colours: what is drawn in a colour of the light palette takes the dark one's on a dark page. */
import type { SeriesColor } from "charts";
import { darkSeriesColors, darkTheme, lightTheme, seriesColors } from "charts";

function exchangeColor(light: string, dark: string): string {
  return (
    `.picture [fill="${light}"] { fill: light-dark(${light}, ${dark}); }\n` +
    `.picture [stroke="${light}"] { stroke: light-dark(${light}, ${dark}); }\n` +
    `.tooltip [data-color="${light}"] { --series: light-dark(${light}, ${dark}); }\n`
  );
}

const themeKeys = ["background", "ink", "muted", "axis", "grid", "warning"] as const;

export const figureStyle: string = [
  ...themeKeys.map((key) => exchangeColor(lightTheme[key], darkTheme[key])),
  ...Object.entries(seriesColors).map(([name, color]) => exchangeColor(color, darkSeriesColors[name as SeriesColor])),
].join("");
