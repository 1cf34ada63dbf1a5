/**
 * Every optimizer against the program it is named for: ten gradients fed to each, the parameters
 * after every step (fixtures/README.md says where the figures come from).
 *
 * In float64 an error is relative to the expected value itself (the worst is 3e-14). In float32 it
 * is relative to the largest magnitude that the parameter has had so far, its start included: one
 * that steps across 0 has no figures left relative to itself, but it keeps those of the sums it came
 * from (the worst is 5e-7).
 */
import { describe, expect, test } from "vitest";
import { defineOptimizer } from "../src/optimizers/define-optimizer.ts";
import { RULES } from "../src/optimizers/rules.ts";
import type { Backend } from "../src/plan/executor.ts";
import { createReferenceBackend } from "../src/reference/backend.ts";
import { type GoldenOptimizer, goldenOptimizers } from "./golden-optimizers.ts";
import { OptimizerRun } from "./run-optimizer.ts";
import { everyWasmBackend } from "./wasm-backends.ts";

/** What an error is divided by: the expected value, or the largest the parameter has had. */
type RelativeTo = "itself" | "largest";

/** The largest relative error of any parameter after any step; NaN if anything is. */
function worstError(backend: Backend, golden: GoldenOptimizer, relativeTo: RelativeTo): number {
  const spec = defineOptimizer(golden.input);
  using run = new OptimizerRun(backend, spec, golden.variables);
  run.parameters = golden.params0;
  const scale = golden.params0.map(Math.abs);
  let worst = 0;
  golden.params.forEach((wanted, s) => {
    run.update(golden.gradients[s], s + 1, spec.learningRate);
    const p = run.parameters;
    wanted.forEach((value, n) => {
      scale[n] = relativeTo === "itself" ? Math.abs(value) : Math.max(scale[n], Math.abs(value));
      const error = Math.abs(p[n] - value);
      worst = Math.max(worst, error === 0 ? 0 : error / scale[n]);
    });
  });
  expect(run.isGuarded).toBe(true);
  return worst;
}

/** Every golden case on one backend. */
function testGoldens(backend: Backend, tolerance: number, relativeTo: RelativeTo): void {
  describe(`${backend.name} within ${tolerance} relative to ${relativeTo}`, () => {
    test.each(goldenOptimizers)("$name", (golden) => {
      expect(worstError(backend, golden, relativeTo)).toBeLessThanOrEqual(tolerance);
    });
  });
}

testGoldens(createReferenceBackend("float64"), 1e-12, "itself");
testGoldens(createReferenceBackend("float32"), 2e-6, "largest");
for (const backend of await everyWasmBackend()) testGoldens(backend, 2e-6, "largest");

test("every kind has figures in every flavour that has it", () => {
  const held = new Set(goldenOptimizers.map(({ kind, flavour }) => `${flavour} ${kind}`));
  const known = Object.entries(RULES).flatMap(([kind, { flavours }]) =>
    Object.keys(flavours).map((flavour) => `${flavour} ${kind}`),
  );
  expect([...held].toSorted()).toEqual(known.toSorted());
});
