/** The compiled updates against the formulas they are named for. */
import { describe, expect, test } from "vitest";
import { openRule } from "../src/optimizers/open-rule.ts";
import { RULES } from "../src/optimizers/rules.ts";
import type { Backend } from "../src/plan/executor.ts";
import { createReferenceBackend } from "../src/reference/backend.ts";
import { everyOptimizer } from "./every-optimizer.ts";
import { expectClose } from "./expect-close.ts";
import { OptimizerRun } from "./run-optimizer.ts";
import { everyWasmBackend } from "./wasm-backends.ts";

const LENGTHS = [1, 2, 3, 4, 5, 7, 8, 9, 31, 33];
const STEPS = 3;

/** Nothing is clipped, nothing decays: the formula is all there is. */
const byFormula = new Map(everyOptimizer.map(({ spec }) => [openRule(spec).formula.name, { ...spec, weightDecay: 0 }]));

/** p, g and every slot after a few updates of N elements; what lies between them is as it was. */
function run(backend: Backend, formulaName: string, N: number): number[][] {
  using optimizer = new OptimizerRun(backend, byFormula.get(formulaName)!, [N]);
  optimizer.parameters = Float64Array.from({ length: N }, (_, n) => Math.fround(Math.sin(n + 1)));
  for (let t = 1; t <= STEPS; t++) {
    const g = Float64Array.from({ length: N }, (_, n) => Math.sin(3 * n + t) * 10 ** ((n % 7) - 4));
    optimizer.update(g, t, 0.01);
  }
  expect(optimizer.isGuarded).toBe(true);
  return [optimizer.parameters, optimizer.gradients, ...optimizer.slots].map((values) => [...values]);
}

const [strict, relaxed] = await everyWasmBackend();

test("every formula is in the table", () => {
  const all = Object.values(RULES).flatMap(({ formulas }) => formulas.map(({ name }) => name));
  expect([...byFormula.keys()].toSorted()).toEqual([...new Set(all)].toSorted());
  expect(byFormula.size).toBeGreaterThanOrEqual(16);
});

describe("wasm strict", () => {
  test.each([...byFormula.keys()])("%s equals its formula within 2e-6, on lengths with and without tails", (name) => {
    const reference = createReferenceBackend("float32");
    for (const N of LENGTHS) {
      const expected = run(reference, name, N);
      for (const [index, values] of run(strict, name, N).entries()) {
        expectClose(values, expected[index], { rel: 2e-6, abs: 1e-12 });
      }
    }
  });

  test.each([...byFormula.keys()])("%s gives an element the same bits in the tail as in the main loop", (name) => {
    // what follows a formula takes norms of all elements: parameters are then not those of fewer
    const from = openRule(byFormula.get(name)!).passes.length === 0 ? 0 : 1;
    const long = run(strict, name, 12).slice(from);
    for (const N of [1, 2, 3, 5, 6, 7, 9, 10, 11]) {
      for (const [index, values] of run(strict, name, N).slice(from).entries()) {
        expect(values).toEqual(long[index].slice(0, N));
      }
    }
  });

  test("the relaxed build gives the same bits", () => {
    for (const name of byFormula.keys()) expect(run(relaxed, name, 33)).toEqual(run(strict, name, 33));
  });
});

test("a slot that decays below the smallest normal float32 ends at 0, here as in the reference; NaN stays", () => {
  for (const backend of [createReferenceBackend("float32"), strict, relaxed]) {
    using adam = new OptimizerRun(backend, byFormula.get("adam")!, [3]);
    adam.slots = [
      [1.3e-38, 2 ** -126, Number.NaN],
      [1e-44, 1, Number.NaN],
    ];
    adam.update([0, 0, 0], 9, 0.01);
    const [m, v] = adam.slots;
    expect([...m]).toEqual([0, 0, Number.NaN]);
    expect([v[0], v[2]]).toEqual([0, Number.NaN]);
    expect(v[1]).toBeCloseTo(0.999, 6);
  }
});
