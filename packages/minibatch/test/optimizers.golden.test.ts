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
import type { Backend } from "../src/kernels/kernels.ts";
import { createReferenceBackend } from "../src/kernels/reference/backend.ts";
import { createWasmBackend, wasmBytes } from "../src/kernels/wasm.ts";
import { createOptimizer, optimizerFloats } from "../src/optimizers/create-optimizer.ts";
import { defineOptimizer } from "../src/optimizers/define-optimizer.ts";
import { RULES } from "../src/optimizers/rules.ts";
import { type GoldenOptimizer, goldenOptimizers } from "./golden-optimizers.ts";

/** What an error is divided by: the expected value, or the largest the parameter has had. */
type RelativeTo = "itself" | "largest";

/** The largest relative error of any parameter after any step; NaN if anything is. */
function worstError(backend: Backend, golden: GoldenOptimizer, relativeTo: RelativeTo): number {
  const spec = defineOptimizer(golden.input);
  const size = golden.params0.length;
  const kernels = backend.create({ floats: 2 * size + optimizerFloats(spec, size), ints: 0, scratchBytes: 0 });
  const p = kernels.floats(size);
  const g = kernels.floats(size);
  p.set(golden.params0);
  const optimizer = createOptimizer(spec, golden.variables, kernels, size);
  const scale = golden.params0.map(Math.abs);
  let worst = 0;
  golden.params.forEach((wanted, s) => {
    g.set(golden.gradients[s]);
    optimizer.update(p, g, s + 1, spec.learningRate);
    wanted.forEach((value, n) => {
      scale[n] = relativeTo === "itself" ? Math.abs(value) : Math.max(scale[n], Math.abs(value));
      const error = Math.abs(p[n] - value);
      worst = Math.max(worst, error === 0 ? 0 : error / scale[n]);
    });
  });
  kernels.dispose();
  return worst;
}

/** Every golden case on one backend. */
function testGoldens(name: string, load: () => Promise<Backend>, tolerance: number, relativeTo: RelativeTo): void {
  describe(`${name} within ${tolerance} relative to ${relativeTo}`, () => {
    test.each(goldenOptimizers)("$name", async (golden) => {
      expect(worstError(await load(), golden, relativeTo)).toBeLessThanOrEqual(tolerance);
    });
  });
}

const relaxed = wasmBytes("relaxed");
const strict = wasmBytes("strict");

testGoldens("reference float64", async () => createReferenceBackend("float64"), 1e-12, "itself");
testGoldens("reference float32", async () => createReferenceBackend("float32"), 2e-6, "largest");
describe.skipIf(strict === null)("with SIMD", () => {
  testGoldens("wasm strict", () => createWasmBackend(strict!, "strict", "strict"), 2e-6, "largest");
});
describe.skipIf(relaxed === null)("with relaxed SIMD", () => {
  testGoldens("wasm relaxed", () => createWasmBackend(relaxed!, "relaxed", "fast"), 2e-6, "largest");
});

test("every kind has figures in every flavour that has it", () => {
  const held = new Set(goldenOptimizers.map(({ kind, flavour }) => `${flavour} ${kind}`));
  const known = Object.entries(RULES).flatMap(([kind, { flavours }]) =>
    Object.keys(flavours).map((flavour) => `${flavour} ${kind}`),
  );
  expect([...held].toSorted()).toEqual(known.toSorted());
});
