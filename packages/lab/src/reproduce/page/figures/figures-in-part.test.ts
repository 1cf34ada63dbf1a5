/** Figures of which only a part is measured. */
import { expect, test } from "vitest";
import { sampleReproduction } from "../../../../test/sample-reproduction.ts";
import type { Figure } from "../../../page-kit/figures/figure.ts";
import { drawFigure1 } from "./figure-1.ts";
import { drawFigure3 } from "./figure-3.ts";

const { problem2, problem3 } = sampleReproduction;
const namesOf = ({ plots }: Figure): string[][] =>
  plots.map((plot) => (plot.kind === "curves" ? plot.curves.map(({ name }) => name) : []));

test("Figure 3: an optimizer with one run is drawn and told, one with none is not", () => {
  const [sgd, , adam] = problem3.optimizers;
  const optimizers = [
    { ...sgd!, runs: sgd!.runs.slice(0, 1) },
    { ...adam!, runs: [] },
  ];
  const figure = drawFigure3({ ...sampleReproduction, problem3: { ...problem3, optimizers } });
  expect(namesOf(figure)).toEqual([["SGD"], ["SGD"]]);
  const end = sgd!.runs[0]!.validationAccuracy.at(-1)!;
  expect(figure.svg).toContain(`Mean validation accuracy at the end: SGD ${end.toFixed(4)}.`);
  const none = drawFigure3({ ...sampleReproduction, problem3: { ...problem3, optimizers: optimizers.slice(1) } });
  expect(namesOf(none)).toEqual([[], []]);
  expect(none.svg).toContain("Not measured yet.");
});

test("Figure 1: a configuration that is not there says so, the others are drawn", () => {
  const figure = drawFigure1({ ...sampleReproduction, problem2: { ...problem2, sweep: problem2.sweep.slice(0, 1) } });
  expect(namesOf(figure)).toEqual([["training", "validation"], [], [], [], [], []]);
  expect(figure.svg.match(/: not measured yet/g)?.length).toBeGreaterThanOrEqual(5);
  const none = drawFigure1({ ...sampleReproduction, problem2: { ...problem2, sweep: [] } });
  expect(none.svg).toContain("Nothing of the sweep is measured yet.");
});
