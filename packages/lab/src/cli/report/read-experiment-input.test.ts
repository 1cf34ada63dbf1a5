import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildNetworkTask, buildTask, defineExperiment, type ExperimentInput as WrittenExperiment } from "study";
import { expect, test } from "vitest";
import { fillSampleStore, SAMPLE_ENVIRONMENT, sampleMetrics, sampleSpec } from "../../../test/sample-store.ts";
import { openStore } from "../../store/open-store.ts";
import { bestSpec, readExperimentInput } from "./read-experiment-input.ts";

test("trials, their figures and environments, and the spec of the best", async () => {
  const store = await openStore(join(mkdtempSync(join(tmpdir(), "input-")), "lab.sqlite"));
  const { id } = await fillSampleStore(store, { ending: (number) => (number === 4 ? "failed" : "finished") });
  await fillSampleStore(store, { name: "other" });
  const spec = sampleSpec();
  const generatedAt = new Date(2026, 10, 24);
  const input = await readExperimentInput(store, id, spec, generatedAt);
  await store.close();

  expect(input.trials.map(({ number }) => number)).toEqual(Array.from({ length: 12 }, (_, number) => number));
  expect(input.metrics.size).toBe(12);
  const { validationLoss } = sampleMetrics(3, 1, 5);
  expect(Array.from(input.metrics.get(input.trials[10]!.id)!.validationLoss!)).toEqual(Array.from(validationLoss!));
  expect(input.environments).toEqual([SAMPLE_ENVIRONMENT]);
  // the first repeat of the configuration with the best mean
  expect(input.best?.trial).toBe(9);
  expect(input.generatedAt).toBe(generatedAt);

  // the best spec, written down and read again, trains what the trial trained
  const best = input.trials[input.best!.trial]!;
  const copied = defineExperiment(JSON.parse(JSON.stringify(input.best!.spec)) as WrittenExperiment);
  expect(buildTask(copied, {}, copied.seed, "x")).toEqual(buildTask(spec, best.parameters, best.seed, "x"));
  expect(copied.repeats).toBe(1);
  expect(input.network).toEqual(buildNetworkTask(spec, best.parameters, best.seed, "x").model);
});

test("a point's values lie in the spec of the best, the parameters are gone", () => {
  const trial = { number: 7, parameters: { optimizer: "adam", learningRate: 0.01 }, seed: 3 };
  const { spec } = bestSpec(sampleSpec(), trial);
  expect(spec).toMatchObject({ name: "optimizers-7", optimizer: { kind: "adam", learningRate: 0.01 }, seed: 3 });
  expect(Object.keys(spec as object)).not.toContain("parameters");
});
