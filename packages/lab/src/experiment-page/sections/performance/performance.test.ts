import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { divergingColor } from "charts";
import { decode } from "fast-png";
import { expect, test } from "vitest";
import { optimizersExperiment, singleExperiment } from "../../../../test/sample-experiments.ts";
import {
  binaryPerformance,
  classesPerformance,
  firstLayerPerformance,
  labelsPerformance,
  manyClassesPerformance,
  missingPerformance,
  numbersPerformance,
  picturesPerformance,
} from "../../../../test/sample-performance.ts";
import type { BestPerformance } from "../../../performance/collect-performance.ts";
import type { ExperimentResults } from "../../experiment-results.ts";
import { renderExperimentPage } from "../../render-experiment-page.ts";
import { writeExperimentReport } from "../../write-experiment-report.ts";
import { renderHeatTable } from "./heat-table.ts";

const render = (evaluation: BestPerformance | null): string =>
  renderExperimentPage({ ...singleExperiment, evaluation });

test("there is a section, with its link, only where there is something to say", () => {
  for (const evaluation of [null, undefined]) {
    const page = renderExperimentPage({ ...singleExperiment, ...(evaluation === null && { evaluation }) });
    expect(page).not.toContain("evaluation");
    expect(page).not.toContain(".heat");
  }
  expect(render(classesPerformance)).toMatch(/<a href="#evaluation">How the best network does<\/a>/);
  const missing = render(missingPerformance);
  expect(missing).toContain("plants.csv (SHA-256 0123456789ab...) is neither in the store nor here");
  expect(missing).not.toContain('id="confusion"');
});

test.each(
  Object.entries({
    classesPerformance,
    binaryPerformance,
    labelsPerformance,
    numbersPerformance,
    picturesPerformance,
    firstLayerPerformance,
  }),
)("no two elements of the page of %s have one id", (_name, evaluation) => {
  const ids = [...render(evaluation).matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(ids.length).toBeGreaterThan(10);
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
});

test("up to 20 classes the matrix stands open, beyond it is folded behind the most frequent confusions", () => {
  const open = render(classesPerformance);
  expect(open.match(/<table class="heat/g)).toHaveLength(1);
  expect(open).not.toMatch(/<details><summary>The whole matrix/);
  const folded = render(manyClassesPerformance);
  expect(folded).toMatch(
    /<details><summary>The whole matrix: 24 classes<\/summary>\s*<figure[\s\S]*<table class="heat/,
  );
  expect(folded).toContain("Most frequent confusions");
});

test("classes that no training row has are told beside the figures", () => {
  const sentence = "class <b> has no training row, only 3 in test: a network cannot learn it";
  const page = render({ ...classesPerformance, untaught: [sentence] } as BestPerformance);
  expect(page).toContain(
    "In this split class &lt;b&gt; has no training row, only 3 in test: a network cannot learn it.",
  );
});

test("the shade of a cell follows its share, on the diagonal and off it", () => {
  const { markup } = renderHeatTable(
    ["a", "b"],
    [
      [99, 1],
      [0, 0],
    ],
    "t",
    [],
  );
  const cells = [...markup.matchAll(/<td class="([^"]+)">(\d+)(?:<span>([^<]+)<\/span>)?/g)].map((cell) =>
    cell.slice(1),
  );
  expect(cells).toEqual([
    ["right shade-10", "99", "99%"],
    ["wrong shade-1", "1", "1%"],
    ["none", "0", undefined],
    ["none", "0", undefined],
  ]);
  expect(
    renderHeatTable(
      ["a", "b"],
      [
        [999, 1],
        [1, 999],
      ],
      "t",
      [],
    ).markup,
  ).toContain("<span>&lt; 1%</span>");
});

test("whose network it is, and whether its rows chose it, is told", () => {
  expect(render(classesPerformance)).toContain("This is the trained network.");
  expect(render(binaryPerformance)).toContain("the 120 rows of the validation split");
  expect(render(binaryPerformance)).toContain("but it was chosen by them");
  const page = renderExperimentPage({
    ...optimizersExperiment,
    evaluation: { ...(classesPerformance as object), trial: 6 } as BestPerformance,
  });
  expect(page).toContain("the network of trial 6, the first of the best configuration");
});

test("results.json has the figures as they are, and figures lie beside the page", () => {
  const folder = mkdtempSync(join(tmpdir(), "minibatch-evaluation-"));
  const read = () => JSON.parse(readFileSync(join(folder, "results.json"), "utf8")) as ExperimentResults;
  try {
    writeExperimentReport({ ...singleExperiment, evaluation: numbersPerformance }, folder);
    if ("missing" in numbersPerformance) throw new Error("the sample is measured");
    const { split, trial, measured } = numbersPerformance;
    expect(read()).toMatchObject({ schema: "minibatch.experiment/2" });
    expect(read().evaluation).toEqual({ trial, split, ...measured });
    const drawn = ["predictions-1", "predictions-2", "residuals-1", "residuals-2"];
    expect(readdirSync(join(folder, "figures"))).toEqual(
      expect.arrayContaining(drawn.flatMap((name) => [`${name}.png`, `${name}.svg`])),
    );
    writeExperimentReport({ ...singleExperiment, evaluation: missingPerformance }, folder);
    expect(read()).not.toHaveProperty("evaluation");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("what the first layer of a network on pictures sees is drawn, and told of no other network", () => {
  const plain = render(picturesPerformance);
  for (const word of ["first-layer", "pixelated;\n#filters", "filters", "channels"]) expect(plain).not.toContain(word);
  const page = render(firstLayerPerformance);
  const figure = (name: string) => new RegExp(`<figure id="${name}">[\\s\\S]*?</figure>`).exec(page)?.[0] ?? "";
  expect(page.indexOf('id="first-layer"')).toBeGreaterThan(page.indexOf('id="mistaken"'));
  expect(figure("filters").match(/<image /g)).toHaveLength(6);
  expect(figure("filters")).toContain("6 filters of 3 × 3");
  // beside the picture itself
  expect(figure("channels").match(/<image /g)).toHaveLength(7);
  expect(figure("channels")).toContain("round/1.png: round");
  expect(figure("channels")).toContain("One channel answers nothing to this picture.");
  // nothing that the page's policy would refuse
  expect(figure("filters") + figure("channels")).not.toMatch(
    / style=|<style|(?:href|src)="(?!data:image\/png|figures\/)/,
  );
});

test("a tile has its unit's numbers, in the colours of one scale for all", () => {
  const units = 2;
  const values = [1, -0.5, 0, 0.25, -1, 0, 0.5, 0];
  const filters = { height: 2, width: 2, channels: 1, units, values };
  const evaluation = { ...picturesPerformance, firstLayer: { name: "layer1", filters, answers: null } };
  const [first, second] = [...render(evaluation as BestPerformance).matchAll(/<image [^>]*base64,([^"]+)"/g)].map(
    ([, base64]) => [...decode(Buffer.from(base64!, "base64")).data],
  );
  const colors = (unit: number) =>
    values.filter((_, i) => i % units === unit).flatMap((value) => [...divergingColor(value)]);
  expect([first, second]).toEqual([colors(0), colors(1)]);
});
