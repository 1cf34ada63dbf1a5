import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { inventSearch, inventUniform, optimizersExperiment } from "../../test/sample-experiments.ts";
import { UsageError } from "../errors.ts";
import type { ExperimentResults } from "./experiment-results.ts";
import { prepareExperimentPage } from "./render-experiment-page.ts";
import { writeExperimentReport } from "./write-experiment-report.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "minibatch-experiment-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function readJson(...path: readonly string[]): unknown {
  return JSON.parse(readFileSync(join(folder, ...path), "utf8"));
}

test("writes the page, every figure in two formats, the experiment, the best and the results", () => {
  writeExperimentReport(optimizersExperiment, join(folder, "deep", "out"));
  const out = join(folder, "deep", "out");
  const files = ["best.json", "experiment.json", "figures", "index.html", "more-repeats.json", "results.json"];
  expect(readdirSync(out).sort()).toEqual(files);
  const drawn = prepareExperimentPage(optimizersExperiment).figures.map(({ name }) => name);
  expect(drawn).toContain("learning-curves-accuracy");
  expect(readdirSync(join(out, "figures")).sort()).toEqual(
    drawn.flatMap((name) => [`${name}.png`, `${name}.svg`]).sort(),
  );
  expect(readJson("deep", "out", "experiment.json")).toEqual(optimizersExperiment.spec);
  expect(readJson("deep", "out", "best.json")).toEqual(optimizersExperiment.best?.spec);
  // 7 repeats are what the permutation test needs for three pairs
  const more = { ...optimizersExperiment.spec, name: "optimizers-7-repeats", repeats: 7 };
  expect(readJson("deep", "out", "more-repeats.json")).toEqual(more);
});

test("results.json has what the page shows: configurations in their order, curves by epoch, pairs by number", () => {
  writeExperimentReport(optimizersExperiment, folder);
  const results = readJson("results.json") as ExperimentResults;
  expect(results).toMatchObject({
    schema: "minibatch.experiment/2",
    name: "optimizers",
    objective: { metric: "validationAccuracy", goal: "max" },
    best: { configuration: 1, trial: optimizersExperiment.best?.trial },
    ranking: { compared: "all pairs", comparisonCount: 3, repeatsToTell: 7 },
  });
  expect(results.configurations.map(({ number, name, rank, count }) => [number, name, rank, count])).toEqual([
    [1, "RMSprop", 1, 5],
    [2, "Adam", 2, 5],
    [0, "SGD", 3, 5],
  ]);
  expect(results.configurations[0]?.curves.validationAccuracy?.mean).toHaveLength(50);
  expect(results.configurations[0]?.trials.map(({ seed }) => seed)).toEqual([1, 2, 3, 4, 5]);
  expect(results.pairs.map(({ first, second, verdict }) => [first, second, verdict])).toEqual([
    [1, 2, "not distinguishable"],
    [1, 0, "better"],
    [2, 0, "better"],
  ]);
});

test("what has not happened is null, and there is no best.json", () => {
  writeExperimentReport(inventUniform("failed"), folder);
  expect(readdirSync(folder)).not.toContain("best.json");
  const results = readJson("results.json") as ExperimentResults;
  expect(results.best).toBeNull();
  expect(results.configurations[0]).toMatchObject({ rank: null, mean: null, sd: null, interval: null, count: 0 });
});

test("a file in the way is a UsageError that names it", () => {
  writeFileSync(join(folder, "taken"), "");
  const write = (): unknown => writeExperimentReport(optimizersExperiment, join(folder, "taken"));
  expect(write).toThrow(UsageError);
  expect(write).toThrow(/taken/);
});

test("a thousand trials make a page of less than 2 MB", () => {
  writeExperimentReport(inventSearch(200, 5, 50), folder);
  expect(readFileSync(join(folder, "index.html")).length).toBeLessThan(2_000_000);
  expect((readJson("results.json") as ExperimentResults).configurations).toHaveLength(200);
});

test("curves that overshoot without diverging, and labels of old stores, leave no figure out", () => {
  const search = inventSearch(12, 3, 8);
  const metrics = new Map(
    [...search.metrics].map(([id, figures], i) => {
      const spoil = (values: ArrayLike<number> = []) =>
        Array.from(values, (value, epoch) => (epoch === 2 ? value * 10 ** (3 * (i + 1)) : value));
      return [id, { ...figures, trainLoss: spoil(figures.trainLoss), validationLoss: spoil(figures.validationLoss) }];
    }),
  );
  const trials = search.trials.map((trial) => ({
    ...trial,
    parameters: { ...trial.parameters, activation: "re\u001B[31mlu\u0000" },
  }));
  const input = { ...search, metrics, trials };
  expect(writeExperimentReport(input, folder)).toEqual([]);
  expect(readdirSync(join(folder, "figures"))).toHaveLength(2 * prepareExperimentPage(search).figures.length);
  expect(readFileSync(join(folder, "index.html"), "utf8")).not.toMatch(/(?![\n\r\t])\p{Cc}/u);
});
