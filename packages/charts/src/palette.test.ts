import { expect, test } from "vitest";
import {
  darkSequentialColors,
  darkSeriesColors,
  darkTheme,
  divergingColors,
  lightTheme,
  sequentialColors,
  seriesColors,
} from "./palette.ts";

/** Relative luminance of sRGB, WCAG 2.2. */
function luminance(color: string): number {
  const channels = [1, 3, 5].map((start) => Number.parseInt(color.slice(start, start + 2), 16) / 255);
  const [red, green, blue] = channels.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)) as [
    number,
    number,
    number,
  ];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [darker, lighter] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

test.each(Object.entries(seriesColors))(
  "%s has a contrast of 3:1 on the light and on the dark background",
  (_, color) => {
    expect(contrast(color, lightTheme.background)).toBeGreaterThanOrEqual(3);
    expect(contrast(color, darkTheme.background)).toBeGreaterThanOrEqual(3);
  },
);

test.each(Object.entries(darkSeriesColors))("the light %s has 6:1 on the dark background", (_, color) => {
  expect(contrast(color, darkTheme.background)).toBeGreaterThanOrEqual(6);
});

test.each([lightTheme, darkTheme])("text has 4.5:1 on its background", (theme) => {
  for (const color of [theme.ink, theme.muted, theme.warning]) {
    expect(contrast(color, theme.background)).toBeGreaterThanOrEqual(4.5);
  }
});

test("the diverging palette is lightest in its middle and darkens towards both ends", () => {
  const steps = divergingColors.map(luminance);
  const middle = (steps.length - 1) / 2;
  for (let i = 0; i < middle; i++) {
    expect(steps[i]).toBeLessThan(steps[i + 1] as number);
    expect(steps[steps.length - 1 - i]).toBeLessThan(steps[steps.length - 2 - i] as number);
  }
});

test.each([
  ["light", sequentialColors, lightTheme.background],
  ["dark", darkSequentialColors, darkTheme.background],
] as const)(
  "the sequence stands out more and more from the %s background, its upper half by 3:1",
  (_, colors, back) => {
    const contrasts = colors.map((color) => contrast(color, back));
    for (let i = 1; i < contrasts.length; i++) expect(contrasts[i]).toBeGreaterThan(contrasts[i - 1] as number);
    expect(contrasts[Math.floor(contrasts.length / 2)]).toBeGreaterThanOrEqual(3);
  },
);
