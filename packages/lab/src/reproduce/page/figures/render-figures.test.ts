import { inflateSync } from "node:zlib";
import { Resvg } from "@resvg/resvg-js";
import { expect, test } from "vitest";
import {
  interruptedReproduction,
  quickSyntheticReproduction,
  sampleReproduction,
} from "../../../../test/sample-reproduction.ts";
import type { Reproduction } from "../../results.ts";
import { renderFigures } from "./render-figures.ts";

const figures = renderFigures(sampleReproduction);

/** Width, height and raw scan lines of a PNG that is not interlaced. */
function decodePng(png: Uint8Array): { width: number; height: number; lines: Uint8Array } {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const parts: Uint8Array[] = [];
  for (let at = 8; at < png.length; ) {
    const size = view.getUint32(at);
    const kind = String.fromCharCode(...png.subarray(at + 4, at + 8));
    if (kind === "IDAT") parts.push(png.subarray(at + 8, at + 8 + size));
    at += size + 12;
  }
  return { width: view.getUint32(16), height: view.getUint32(20), lines: inflateSync(Buffer.concat(parts)) };
}

test("there are four, named for their files", () => {
  expect(figures.map(({ name }) => name)).toEqual(["figure-1", "figure-2", "figure-3", "figure-4"]);
});

test.each(figures)("$name: the PNG is the SVG at twice its size, and not blank", ({ svg, png }) => {
  const [, width, height] = /^<svg [^>]*width="(\d+)" height="(\d+)"/.exec(svg) as unknown as [string, string, string];
  const decoded = decodePng(png);
  expect([decoded.width, decoded.height]).toEqual([Number(width) * 2, Number(height) * 2]);
  expect(new Set(decoded.lines).size).toBeGreaterThan(20);
});

test.each(figures)(
  "$name: the SVG is well-formed, has a title, loads nothing and keeps its ids to itself",
  ({ name, svg }) => {
    expect(() => new Resvg(svg)).not.toThrow();
    expect(svg).toContain("<title>");
    expect(svg).not.toMatch(/(?:href|src)="(?!#)|url\((?!#)/);
    for (const [, id] of svg.matchAll(/ id="([^"]+)"/g)) expect(id).toMatch(new RegExp(`^${name}-`));
  },
);

test("letters are drawn: without the shipped font the picture would be another", () => {
  const { svg, png } = figures[0] as (typeof figures)[number];
  const withoutFont = new Resvg(svg, { font: { loadSystemFonts: false }, fitTo: { mode: "zoom", value: 2 } });
  expect(Buffer.compare(Buffer.from(png), withoutFont.render().asPng())).not.toBe(0);
});

test("drawn twice, they are the same to the byte", () => {
  const again = renderFigures(sampleReproduction);
  expect(again.map(({ svg }) => svg)).toEqual(figures.map(({ svg }) => svg));
  again.forEach(({ png }, i) => {
    expect(Buffer.compare(Buffer.from(png), Buffer.from((figures[i] as (typeof figures)[number]).png))).toBe(0);
  });
});

test("Figure 1 has six plots of two curves, both decay epochs marked in each", () => {
  const { plots, svg } = figures[0] as (typeof figures)[number];
  expect(plots.map((plot) => plot.kind === "curves" && plot.curves.map(({ name }) => name))).toEqual(
    Array.from({ length: 6 }, () => ["training", "validation"]),
  );
  expect(svg.match(/rate ÷ 2/g)).toHaveLength(12);
});

test("Figure 3's curves are means over the runs", () => {
  const { plots } = figures[2] as (typeof figures)[number];
  const plot = plots[1];
  const runs = sampleReproduction.problem3.optimizers[0]?.runs.map((run) => run.validationAccuracy[49] as number) ?? [];
  const mean = runs.reduce((sum, value) => sum + value, 0) / runs.length;
  expect(plot?.kind === "curves" && plot.curves[0]?.points[49]).toEqual([50, Number(mean.toFixed(4))]);
});

test("Figure 4 holds the weights by input and unit", () => {
  const [plot] = figures[3]?.plots ?? [];
  const weight = sampleReproduction.problem3.weights.values[3]?.[7] as number;
  expect(plot?.kind === "cells" && plot.values[3]?.[7]).toBe(Number(weight.toPrecision(4)));
});

test("synthetic data and a small budget stand on every figure, and only then", () => {
  for (const { svg } of renderFigures(quickSyntheticReproduction)) {
    expect(svg).toContain("SYNTHETIC");
    expect(svg).toContain("QUICK");
  }
  for (const { svg } of figures) expect(svg).not.toMatch(/SYNTHETIC|QUICK/);
});

test("what is not measured yet leaves an empty plot that says so", () => {
  const [first, ...rest] = renderFigures(interruptedReproduction);
  expect(first?.svg).toContain("tanh, rate 0.02: not measured yet");
  for (const { svg, caption } of rest) {
    expect(svg).toContain("not measured yet");
    expect(caption).toContain("Not measured yet");
  }
});

test("the figures are painted whatever was measured", () => {
  const far = [0.7, 1e9, -1e300, Number.NaN, Infinity];
  const { problem2, problem3 } = sampleReproduction;
  const exploded: Reproduction = {
    ...sampleReproduction,
    problem2: {
      ...problem2,
      sweep: problem2.sweep.map((record) => ({ ...record, trainAccuracy: far, validationAccuracy: far })),
    },
    problem3: {
      ...problem3,
      figure2: { ...problem3.figure2, trainLoss: far, validationLoss: far },
      optimizers: problem3.optimizers.map((record) => ({
        ...record,
        runs: record.runs.map((run) => ({ ...run, trainAccuracy: far, validationAccuracy: far })),
      })),
      weights: {
        ...problem3.weights,
        values: problem3.weights.values.map((row) => row.map((weight, i) => weight * 10 ** (60 * i))),
      },
    },
  };
  expect(renderFigures(exploded).map(({ missing }) => missing)).toEqual([null, null, null, null]);
});
