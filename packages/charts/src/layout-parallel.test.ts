import fc from "fast-check";
import { expect, test } from "vitest";
import { drawParallel } from "./draw-parallel.ts";
import { layoutParallel } from "./layout-parallel.ts";
import { locateLines } from "./locate-plots.ts";
import { lightTheme } from "./palette.ts";
import type { ParallelFigure, ParallelLine } from "./parallel-figure.ts";

function line(name: string, values: readonly (number | null)[]): ParallelLine {
  return { name, color: "#0072b2", strong: false, dashed: false, values };
}

const figure: ParallelFigure = {
  title: "Parameters",
  note: "",
  width: 956,
  plotHeight: 300,
  axes: [
    { kind: "category", label: "optimizer", values: ["sgd", "adam"] },
    { kind: "log", label: "rate", low: 0.001, high: 0.1 },
    { kind: "linear", label: "momentum", low: 0, high: 0.9 },
    { kind: "linear", label: "accuracy", low: 0.5, high: 0.9 },
  ],
  lines: [line("a", [0, 0.001, 0.9, 0.5]), line("b", [1, 0.01, null, 0.7]), line("c", [1, 0.1, null, 0.9])],
};

test("axes are evenly apart, values lie by their scale, the larger above", () => {
  const { axes, lines, plot } = layoutParallel(figure);
  expect(axes.map(({ x }) => x)).toEqual([78, 345, 611, 878]);
  const [a, b, c] = lines.map(({ points }) => points.map(([, y]) => y)) as [number[], number[], number[]];
  const bottom = plot.y + plot.height;
  expect([a[1], b[1], c[1]]).toEqual([bottom, bottom - 150, bottom - 300]);
  expect([a[3], b[3], c[3]]).toEqual([bottom, bottom - 150, bottom - 300]);
  expect(a[2]).toBe(plot.y);
});

test("equal values are one point: every line crosses an axis at the tick of its value", () => {
  const { axes, lines } = layoutParallel(figure);
  const tick = (text: string) => axes[0]?.ticks.find((candidate) => candidate.text === text)?.y;
  expect(lines.map(({ points }) => points[0]?.[1])).toEqual([tick("sgd"), tick("adam"), tick("adam")]);
});

test("an axis has a tick at either end where its values end on one, and whole numbers only where they are counted", () => {
  const labels = (axis: ParallelFigure["axes"][number]) =>
    layoutParallel({ ...figure, axes: [axis], lines: [] }).axes[0]?.ticks.map(({ text, y }) => [text, y]);
  const { y, height } = layoutParallel(figure).plot;
  const unit = labels({ kind: "linear", label: "x", low: 0, high: 1 });
  expect([unit?.at(0), unit?.at(-1)]).toEqual([
    ["0.0", y + height],
    ["1.0", y],
  ]);
  const rates = labels({ kind: "log", label: "x", low: 0.001, high: 0.1 });
  expect([rates?.at(0), rates?.at(-1)]).toEqual([
    ["0.001", y + height],
    ["0.1", y],
  ]);
  expect(labels({ kind: "whole", label: "layers", low: 1, high: 3 })?.map(([text]) => text)).toEqual(["1", "2", "3"]);
});

test("behind every tick's label lies a sheet in the colour of the background, over the lines", () => {
  const { graphic } = drawParallel(figure, lightTheme) as unknown as {
    graphic: {
      elements: readonly {
        readonly type: string;
        readonly shape: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
        readonly style: { readonly text?: string; readonly fill: string; readonly x: number; readonly y: number };
      }[];
    };
  };
  const { elements } = graphic;
  const ticks = layoutParallel(figure).axes.flatMap((axis) => axis.ticks.map(({ text }) => text));
  const last = elements.findLastIndex(({ type }) => type === "polyline");
  for (const text of ticks) {
    const place = elements.findIndex(({ style }) => style.text === text);
    const sheet = elements[place - 1];
    expect(place - 1).toBeGreaterThan(last);
    expect([sheet?.type, sheet?.style.fill]).toEqual(["rect", lightTheme.background]);
    const { x, y } = elements[place]?.style ?? { x: Number.NaN, y: Number.NaN };
    const box = sheet?.shape ?? { x: Number.NaN, y: Number.NaN, width: Number.NaN, height: Number.NaN };
    expect(box.x + box.width).toBeGreaterThan(x);
    expect(box.width).toBeGreaterThan(text.length * 5.5);
    expect([box.y < y - 5, box.y + box.height > y + 5]).toEqual([true, true]);
  }
});

test("what has no value lies on the rail below all axes; without such a line there is no rail", () => {
  const { lines, railY, plot, height } = layoutParallel(figure);
  expect(lines.map(({ points }) => points[2]?.[1])).toEqual([plot.y, railY, railY]);
  expect(railY).toBeGreaterThan(plot.y + plot.height);
  expect(height).toBeGreaterThan(railY as number);
  expect(layoutParallel({ ...figure, lines: figure.lines.slice(0, 1) }).railY).toBeNull();
});

test("an axis of one value still has a length, and its line is on it", () => {
  const { lines, plot } = layoutParallel({
    ...figure,
    axes: [
      { kind: "linear", label: "x", low: 3, high: 3 },
      { kind: "log", label: "y", low: 0.5, high: 0.5 },
    ],
    lines: [line("only", [3, 0.5])],
  });
  for (const [, y] of lines[0]?.points ?? []) {
    expect(y).toBeGreaterThanOrEqual(plot.y);
    expect(y).toBeLessThanOrEqual(plot.y + plot.height);
  }
  expect(lines[0]?.points).toHaveLength(2);
});

test("every value within an axis's ends lies between its ends in pixels, and its ticks too", () => {
  fc.assert(
    fc.property(
      fc.double({ min: -1e3, max: 1e3, noNaN: true }),
      fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (low, width, share) => {
        const { lines, axes, plot } = layoutParallel({
          ...figure,
          axes: [{ kind: "linear", label: "x", low, high: low + width }],
          lines: [line("only", [Math.min(low + width, low + width * share)])],
        });
        const ys = [...(axes[0]?.ticks ?? []).map(({ y }) => y), lines[0]?.points[0]?.[1] ?? Number.NaN];
        for (const y of ys) expect(y >= plot.y - 0.1 && y <= plot.y + plot.height + 0.1).toBe(true);
      },
    ),
  );
});

test("the option draws each line where it is located, the later on top", () => {
  const { graphic } = drawParallel(figure, lightTheme) as unknown as {
    graphic: { elements: readonly { type: string; shape: { points: unknown } }[] };
  };
  const drawn = graphic.elements.filter(({ type }) => type === "polyline").map(({ shape }) => shape.points);
  const [located] = locateLines(figure);
  expect(located?.kind === "lines" && located.lines.map(({ points }) => points)).toEqual(drawn);
  expect(located?.kind === "lines" && located.lines.map(({ name }) => name)).toEqual(["a", "b", "c"]);
});

test("labels that are longer than the room between two axes are cut, with a mark", () => {
  const long = "x".repeat(60);
  const axes = [
    { kind: "category", label: "y".repeat(60), values: [long] },
    { kind: "category", label: "b", values: [long] },
  ] as const;
  const { graphic } = drawParallel({ ...figure, title: "", axes, lines: [] }, lightTheme) as unknown as {
    graphic: { elements: readonly { readonly style: { readonly text?: string } }[] };
  };
  const texts = graphic.elements.flatMap(({ style }) => (style.text === undefined ? [] : [style.text]));
  // the margin of 78 pixels leaves 76 for letters of 5.94, the 800 between the axes 792 for letters of 6.48
  expect(texts).toEqual([`${"x".repeat(11)}…`, "y".repeat(60), `${"x".repeat(11)}…`, "b"]);
});
