import { expect, test } from "vitest";
import { drawBars, layoutBars } from "./bar-figure.ts";
import { lightTheme } from "./palette.ts";

const figure = {
  title: "Importance",
  note: "",
  width: 900,
  xLabel: "share",
  full: 1,
  formatTick: (value: number) => `${value * 100}%`,
  bars: [
    { name: "learning rate", value: 0.8, text: "80%", color: "#0072b2" },
    { name: "units", value: 0, text: "0%", color: "#0072b2" },
    { name: "beyond", value: 1.4, text: "140%", color: "#0072b2" },
  ],
};

interface Element {
  readonly type: string;
  readonly shape: { readonly x: number; readonly y: number; readonly width: number };
  readonly style: { readonly text: string };
}

function elementsOf(option: unknown): readonly Element[] {
  return (option as { graphic: { elements: readonly Element[] } }).graphic.elements;
}

test("a bar is as long as its value, at most the full length, and ends before its figure", () => {
  const { span, left } = layoutBars(figure);
  const bars = elementsOf(drawBars(figure, lightTheme)).filter(({ type }) => type === "rect");
  expect(bars.map(({ shape }) => shape.width)).toEqual([Math.round(span * 8) / 10, 0, span]);
  expect(bars.map(({ shape }) => shape.x)).toEqual([left, left, left]);
});

test("names, figures, ticks and the axis's label are written", () => {
  const words = elementsOf(drawBars(figure, lightTheme)).filter(({ type }) => type === "text");
  expect(words.map(({ style }) => style.text)).toEqual([
    ...["Importance", "0%", "25%", "50%", "75%", "100%", "share"],
    ...["learning rate", "80%", "units", "0%", "beyond", "140%"],
  ]);
});

test("the ticks' figures stand below the last bar, the axis's label below them, all within the picture", () => {
  const elements = elementsOf(drawBars(figure, lightTheme)) as readonly (Element & { style: { y: number } })[];
  const { top, height } = layoutBars(figure);
  const at = (text: string) => elements.find(({ style }) => style.text === text)?.style.y ?? Number.NaN;
  // three rows of 28 pixels
  expect([at("25%"), at("100%"), at("share")]).toEqual([top + 84 + 6, top + 84 + 6, top + 84 + 25]);
  expect(at("share") + 12).toBeLessThan(height);
  const bars = elements.filter(({ type }) => type === "rect").map(({ shape }) => shape.y + 16);
  expect(Math.max(...bars)).toBeLessThan(at("25%"));
});

test("long names take room from the bars, but not all of it", () => {
  const named = (name: string) => ({ ...figure, bars: [{ name, value: 1, text: "100%", color: "#0072b2" }] });
  expect(layoutBars(named("a name of medium length")).left).toBeGreaterThan(layoutBars(named("a")).left);
  expect(layoutBars(named("x".repeat(500))).span).toBeGreaterThan(400);
});

test("a value below 0, or that is no number, has no bar", () => {
  const bars = [-0.5, Number.NaN, Infinity].map((value) => ({ name: "x", value, text: "?", color: "#000" }));
  const widths = elementsOf(drawBars({ ...figure, bars }, lightTheme))
    .filter(({ type }) => type === "rect")
    .map(({ shape }) => shape.width);
  expect(widths).toEqual([0, 0, layoutBars({ ...figure, bars }).span]);
});
