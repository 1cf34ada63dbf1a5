/**
 * Whole pages to the last word and line, of invented results: what no other test asks for by name is read here. It
 * fails with every intended change too: `MINIBATCH_WRITE_FIXTURES=1 npx vitest run whole-pages.test.ts` writes the
 * pages as they are now; read the difference.
 */
import type { ModelSpec } from "minibatch";
import { test } from "vitest";
import { expectFixture } from "../../../minibatch/test/expect-fixture.ts";
import { outlinePage } from "../../test/outline-page.ts";
import { conditionalExperiment, regressionExperiment, singleExperiment } from "../../test/sample-experiments.ts";
import {
  binaryPerformance,
  classesPerformance,
  firstLayerPerformance,
  labelsPerformance,
  manyClassesPerformance,
  numbersPerformance,
  picturesPerformance,
} from "../../test/sample-performance.ts";
import { renderExperimentPage } from "./render-experiment-page.ts";

const PAGES = {
  "experiment-conditional": () => renderExperimentPage(conditionalExperiment),
  "experiment-regression": () => renderExperimentPage(regressionExperiment),
  "experiment-single": () =>
    renderExperimentPage({ ...singleExperiment, network: singleExperiment.spec.model as ModelSpec }),
};

const MEASURED = {
  classes: classesPerformance,
  "many-classes": manyClassesPerformance,
  pictures: picturesPerformance,
  "first-layer": firstLayerPerformance,
  binary: binaryPerformance,
  labels: labelsPerformance,
  numbers: numbersPerformance,
};

test.each(Object.entries(MEASURED))("how the best network does: %s", (name, evaluation) => {
  const lines = outlinePage(renderExperimentPage({ ...singleExperiment, evaluation }));
  const from = lines.findIndex((line) => line.startsWith('<section id="evaluation"'));
  const to = lines.findIndex((line) => line.startsWith('<section id="ranking"'));
  expectFixture(lines.slice(from, to), new URL(`./fixtures/performance-${name}.txt`, import.meta.url));
});

test.each(Object.entries(PAGES))("%s", (name, render) => {
  expectFixture(outlinePage(render()), new URL(`./fixtures/page-${name}.txt`, import.meta.url));
});
