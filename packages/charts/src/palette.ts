/**
 * Colours of figures. The series colours are Okabe and Ito's colour-blind safe set ("Color Universal
 * Design", 2008), the light ones darkened until each has a contrast of 3:1 on white and on the dark
 * background alike (WCAG 2.2, 1.4.11), so that one picture serves both.
 */

export const seriesColors = {
  blue: "#0072b2",
  vermillion: "#d55e00",
  green: "#00916a",
  purple: "#bc5f95",
  ochre: "#a67c00",
  grey: "#7b8089",
} as const;

export type SeriesColor = keyof typeof seriesColors;

/** The same hues for a page that is dark by choice: lighter, at least 6:1 on the dark background. */
export const darkSeriesColors: Readonly<Record<SeriesColor, string>> = {
  blue: "#4aa8e8",
  vermillion: "#f5843c",
  green: "#2cc197",
  purple: "#dd8cba",
  ochre: "#d3aa33",
  grey: "#a4abb5",
};

/** In the order series should take them. */
export const seriesColorList: readonly string[] = Object.values(seriesColors);

/** What a figure is drawn with besides its series. */
export interface FigureTheme {
  readonly background: string;
  readonly ink: string;
  readonly muted: string;
  readonly axis: string;
  readonly grid: string;
  /** the SYNTHETIC and QUICK notes */
  readonly warning: string;
}

export const lightTheme: FigureTheme = {
  background: "#ffffff",
  ink: "#1c2024",
  muted: "#5b626b",
  axis: "#9aa1aa",
  grid: "#e6e8eb",
  warning: "#a3410a",
};

export const darkTheme: FigureTheme = {
  background: "#15181c",
  ink: "#e8eaed",
  muted: "#a4abb5",
  axis: "#6b727c",
  grid: "#2c3138",
  warning: "#f0a05a",
};

/** Diverging, blue through near-white to red-brown: ColorBrewer's RdBu, reversed, 9 classes (colour-blind safe). */
export const divergingColors: readonly string[] = [
  "#2166ac",
  "#4393c3",
  "#92c5de",
  "#d1e5f0",
  "#f7f7f7",
  "#fddbc7",
  "#f4a582",
  "#d6604d",
  "#b2182b",
];

/** Red, green and blue, 0 to 255, of a share between -1 and 1 of the palette's ends; what is beyond has the end's. */
export function divergingColor(share: number): readonly [red: number, green: number, blue: number] {
  const last = divergingColors.length - 1;
  const at = ((Math.max(-1, Math.min(1, share)) + 1) / 2) * last;
  const below = Math.min(last - 1, Math.floor(at));
  const [from, to] = [divergingColors[below]!, divergingColors[below + 1]!].map((color) =>
    [1, 3, 5].map((place) => Number.parseInt(color.slice(place, place + 2), 16)),
  );
  const [red, green, blue] = from!.map((part, i) => Math.round(part + (to![i]! - part) * (at - below)));
  return [red!, green!, blue!];
}

/**
 * A quantity from least to most, for lines: the more, the stronger the contrast with the background, so that the strong
 * ones are seen first and their order is seen without colour too. Names as attributes in the light figure, exchanged
 * for the dark page's.
 */
export const sequentialColors: readonly string[] = [
  "#c3cbd5",
  "#a3b5cb",
  "#7f9dc2",
  "#5c84b6",
  "#3d6ba5",
  "#24528d",
  "#123a6f",
];

export const darkSequentialColors: readonly string[] = [
  "#3c444e",
  "#465669",
  "#516c8a",
  "#5f86ae",
  "#74a2d0",
  "#95c0ea",
  "#c4e0fb",
];
