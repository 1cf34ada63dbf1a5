import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { drawNetwork } from "./draw-network.ts";
import { estimateTextWidth } from "./fit-text.ts";
import { foldLayers } from "./fold-layers.ts";
import { layoutNetwork } from "./layout-network.ts";
import type { DrawnLayer, NetworkFigure } from "./network-figure.ts";
import { darkSeriesColors, darkTheme, lightTheme, seriesColors } from "./palette.ts";

function layer(kind: string, name: string, more: Partial<DrawnLayer> = {}): DrawnLayer {
  const said = {
    kind,
    detail: "",
    shape: "8",
    size: "72 parameters",
    color: "blue",
    within: [],
    shortcut: null,
  } as const;
  return { ...said, name, key: kind + JSON.stringify(more.within?.map(({ key }) => key) ?? []), ...more };
}

function block(name: string, ...within: readonly DrawnLayer[]): DrawnLayer {
  return layer("residual", name, { within, shortcut: { label: "", after: "relu" } });
}

function figure(...layers: readonly DrawnLayer[]): NetworkFigure {
  return { title: "", input: "input 8", loss: "mean-squared-error", total: "144 parameters", layers };
}

const frame = { name: "network", alternative: "A network", description: "From 8 to 3", isFile: false };

/** Texts of the picture, in their order. */
function textsOf(svg: string): string[] {
  return [...svg.matchAll(/<(?:text|tspan)[^>]*>([^<]*)/g)].map(([, text]) => text!).filter((text) => text !== "");
}

describe("folding", () => {
  const keys = (...all: string[]) => all.map((key) => ({ key }));
  const told = (list: readonly { readonly key: string }[]): string =>
    foldLayers(list)
      .map(({ layers, times }) => `${layers.map(({ key }) => key).join("")}${times === 1 ? "" : times}`)
      .join(" ");

  test.each([
    ["abc", "a b c"],
    ["aaab", "a3 b"],
    ["abababc", "ab3 c"],
    ["xabcabcabcabcy", "x abc4 y"],
    ["aabaab", "aab2"],
    ["aaaaa", "a5"],
    ["", ""],
  ])("%s is %s", (list, folded) => {
    expect(told(keys(...list))).toBe(folded);
  });

  test("no layer is lost, none is added, and their order stays", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 40 }), (list) => {
        const unfolded = foldLayers(keys(...list)).flatMap(({ layers, times }) =>
          Array.from({ length: times }, () => layers.map(({ key }) => key)).flat(),
        );
        expect(unfolded).toEqual(list);
      }),
    );
  });
});

test("says of each layer what it is, and how often it stands there", () => {
  const blocks = [1, 2, 3].map((i) => block(`deep-${i}`, layer("dense", `deep-${i}-1`, { detail: "relu" })));
  const svg = drawNetwork(figure(layer("dense", "first", { shape: "16" }), ...blocks), frame);
  expect(textsOf(svg)).toEqual([
    ...["input 8", "dense", "16", "first", "72 parameters"],
    ...["residual", "deep-1 to 3", "relu", "× 3"],
    ...["dense", "relu", "8", "deep-1-1", "72 parameters"],
    ...["mean-squared-error", "144 parameters"],
  ]);
});

test("what stands for several in a box tells the parameters of each", () => {
  const svg = drawNetwork(
    figure(layer("dense", "a-1"), layer("dense", "a-2"), layer("dense", "other", { key: "else" })),
    frame,
  );
  expect(textsOf(svg)).toEqual(
    expect.arrayContaining(["a-1 to 2", "72 parameters each", "× 2", "other", "72 parameters"]),
  );
});

test("it has a name and a description for who cannot see it, and nothing that a page's policy forbids", () => {
  const svg = drawNetwork(figure(layer("dense", "a")), { ...frame, alternative: "<&>", description: "a < b" });
  expect(svg).toContain('role="img" aria-labelledby="network-title network-desc"');
  expect(svg).toContain('<title id="network-title">&lt;&amp;&gt;</title><desc id="network-desc">a &lt; b</desc>');
  expect(svg).not.toMatch(/style|class=|url\(/);
});

test("every colour is one of the palette; a file of its own exchanges all for those of a dark reader", () => {
  const layers = Object.keys(seriesColors).map((color) =>
    layer("dense", color, { color: color as "blue", key: color }),
  );
  const figured = figure(...layers, block("b", layer("dense", "c")));
  const svg = drawNetwork(figured, { ...frame, isFile: true });
  const used = new Set([...svg.matchAll(/ (?:fill|stroke)="(#[^"]*)"/g)].map(([, color]) => color!));
  const light: readonly string[] = [...Object.values(lightTheme), ...Object.values(seriesColors)];
  const dark: readonly string[] = [...Object.values(darkTheme), ...Object.values(darkSeriesColors)];
  const rules = new Map([...svg.matchAll(/\[fill="(#\w+)"\]\{fill:(#\w+)\}/g)].map(([, from, to]) => [from!, to!]));
  for (const color of used) {
    expect(light).toContain(color);
    expect(dark).toContain(rules.get(color));
    expect(svg).toContain(`[stroke="${color}"]{stroke:${rules.get(color)}}`);
  }
  expect(used.size).toBeGreaterThan(8);
});

const text = fc.string({ unit: fc.constantFrom(..."aW m×-&<"), maxLength: 60, size: "max" });
const { layers: drawLayers } = fc.letrec<{ layers: DrawnLayer[]; layer: DrawnLayer }>((tie) => ({
  layer: fc
    .record({
      kind: text,
      detail: text,
      name: text,
      shape: text,
      size: text,
      color: fc.constantFrom("blue" as const, "green" as const),
      key: fc.constantFrom("a", "b"),
      within: fc.oneof({ depthSize: "small" }, fc.constant<DrawnLayer[]>([]), tie("layers")),
      shortcut: fc.option(fc.record({ label: text, after: text })),
    })
    .map((one) => ({
      ...one,
      key: JSON.stringify([one.key, one.within.map(({ key }) => key), one.shortcut === null]),
    })),
  layers: fc.array(tie("layer"), { minLength: 1, maxLength: 6, depthIdentifier: "layers" }),
}));
const drawFigure = fc.record({ title: text, input: text, loss: text, total: text, layers: drawLayers });

test("no text leaves the picture, whatever it is, and no two on one line meet", () => {
  fc.assert(
    fc.property(drawFigure, (drawn) => {
      const svg = drawNetwork(drawn, frame);
      const { width, height } = layoutNetwork(drawn);
      expect(svg).not.toMatch(/NaN|undefined|Infinity/);
      const lines = new Map<string, [number, number][]>();
      for (const [, x, y, size, anchor, inside] of svg.matchAll(
        /<text x="([-\d.]+)" y="([-\d.]+)" font-size="(\d+)" font-weight="\w+"(?: text-anchor="(\w+)")? fill="[^"]*">(.*?)<\/text>/g,
      )) {
        const shown = inside!
          .replace(/<tspan dx="8"[^>]*>/, "x")
          .replaceAll(/<[^>]*>/g, "")
          .replaceAll(/&\w+;/g, "x");
        const wide = estimateTextWidth(shown, Number(size));
        const left = Number(x) - { start: 0, middle: wide / 2, end: wide }[anchor ?? "start"]!;
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left + wide).toBeLessThanOrEqual(width);
        expect(Number(y)).toBeLessThanOrEqual(height);
        lines.set(y!, [...(lines.get(y!) ?? []), [left, left + wide]]);
      }
      for (const line of lines.values()) {
        const sorted = line.toSorted(([a], [b]) => a - b);
        for (const [i, [left]] of sorted.entries()) {
          if (i > 0) expect(left).toBeGreaterThanOrEqual(sorted[i - 1]![1]);
        }
      }
    }),
    { numRuns: 200 },
  );
});

test("of a network of thousands of layers a part is shown, and how many are not", () => {
  const many = Array.from({ length: 5000 }, (_, i) => layer("dense", `layer${i}`, { key: String(i) }));
  const svg = drawNetwork(figure(...many), frame);
  const { height, parts } = layoutNetwork(figure(...many));
  expect(height).toBeLessThan(15_000);
  const more = parts.find((part) => part.kind === "more");
  const shown = parts.filter(({ kind }) => kind === "box").length;
  expect(more?.kind === "more" && more.count).toBe(5000 - shown);
  expect(svg).toContain(`… ${5000 - shown} layers more`);
});
