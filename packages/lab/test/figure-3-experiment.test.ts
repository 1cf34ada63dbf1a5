/** The example of the report's Figure 3 trains exactly what the reproduction trains. */
import { fileURLToPath } from "node:url";
import { buildTask } from "study";
import { expect, test } from "vitest";
import { readExperiment } from "../src/experiment-files/read-experiment.ts";
import { FULL_BUDGET, seedsFrom } from "../src/reproduce/budget.ts";
import { DEFAULT_RATES, OPTIMIZER_NAMES } from "../src/reproduce/problems/optimizers.ts";
import { optimizerTask } from "../src/reproduce/problems/sequence-task.ts";

test("examples/optimizers.ts is Figure 3", async () => {
  const { spec } = await readExperiment(fileURLToPath(new URL("../../../examples/optimizers.ts", import.meta.url)));
  expect(spec.parameters.optimizer).toMatchObject({ values: OPTIMIZER_NAMES.map((label) => ({ label })) });
  expect(spec.repeats).toBe(FULL_BUDGET.sequences.seeds);
  for (const name of OPTIMIZER_NAMES) {
    for (const seed of seedsFrom(spec.seed, spec.repeats)) {
      const reported = optimizerTask(FULL_BUDGET, name, DEFAULT_RATES[name], seed);
      expect(buildTask(spec, { optimizer: name }, seed, reported.id)).toStrictEqual(reported);
    }
  }
});
