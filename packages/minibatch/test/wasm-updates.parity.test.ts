/** The compiled updates against the formulas they are named for. */
import { describe, expect, test } from "vitest";
import type { Backend, FloatArray } from "../src/kernels/kernels.ts";
import { createReferenceBackend } from "../src/kernels/reference/backend.ts";
import { createWasmBackend, wasmBytes } from "../src/kernels/wasm.ts";
import { openRule } from "../src/optimizers/open-rule.ts";
import { RULES } from "../src/optimizers/rules.ts";
import { everyOptimizer } from "./every-optimizer.ts";
import { expectClose } from "./expect-close.ts";

const strict = wasmBytes("strict");
const relaxed = wasmBytes("relaxed");
const LENGTHS = [0, 1, 2, 3, 4, 5, 7, 8, 9, 31, 33];
const STEPS = 3;
/** Behind the parameters and every slot, to catch what is written too far. */
const GUARD = 8;
const MARK = 123;

const byFormula = new Map(everyOptimizer.map(({ spec }) => [openRule(spec).formula.name, spec]));

/** p, g and every slot, guards included, after a few updates of N elements. */
function run(backend: Backend, formulaName: string, N: number): number[][] {
  const spec = byFormula.get(formulaName)!;
  const { formula, slots: slotRules, scalars: initial, coefficients: fill } = openRule(spec);
  const kernels = backend.create({ floats: (N + GUARD) * (slotRules.length + 2), ints: 0, scratchBytes: 0 });
  const guarded = (value: (n: number) => number): FloatArray => {
    const buffer = kernels.floats(N + GUARD).fill(MARK);
    for (let n = 0; n < N; n++) buffer[n] = value(n);
    return buffer;
  };
  const p = guarded((n) => Math.fround(Math.sin(n + 1)));
  const g = guarded(() => 0);
  const slots = slotRules.map(({ initial }) => guarded(() => initial));
  const coefficients = new Float64Array(formula.coefficients);
  const scalars = Float64Array.from(initial);
  for (let t = 1; t <= STEPS; t++) {
    for (let n = 0; n < N; n++) g[n] = Math.sin(3 * n + t) * 10 ** ((n % 7) - 4);
    fill(t, 0.01, scalars, coefficients);
    kernels.update(formula, p, g, slots, coefficients, N);
  }
  const results = [p, g, ...slots].map((buffer) => [...buffer]);
  kernels.dispose();
  return results;
}

test("every formula is in the table", () => {
  const all = Object.values(RULES).flatMap(({ formulas }) => formulas.map(({ name }) => name));
  expect([...byFormula.keys()].toSorted()).toEqual([...new Set(all)].toSorted());
  expect(byFormula.size).toBeGreaterThanOrEqual(16);
});

describe.skipIf(strict === null)("wasm strict (needs SIMD)", () => {
  test.each([...byFormula.keys()])(
    "%s equals its formula within 2e-6, on lengths with and without tails",
    async (name) => {
      const backend = await createWasmBackend(strict!, "strict", "strict");
      const reference = createReferenceBackend("float32");
      for (const N of LENGTHS) {
        const expected = run(reference, name, N);
        run(backend, name, N).forEach((buffer, index) => {
          expectClose(buffer, expected[index], { rel: 2e-6, abs: 1e-12 });
        });
      }
    },
  );

  test.each([...byFormula.keys()])(
    "%s gives an element the same bits in the tail as in the main loop",
    async (name) => {
      const backend = await createWasmBackend(strict!, "strict", "strict");
      const long = run(backend, name, 12);
      for (const N of [1, 2, 3, 5, 6, 7, 9, 10, 11]) {
        run(backend, name, N).forEach((buffer, index) => {
          expect(buffer.slice(0, N)).toEqual(long[index].slice(0, N));
          expect(buffer.slice(N)).toEqual(Array(GUARD).fill(MARK));
        });
      }
    },
  );

  test.skipIf(relaxed === null)("the relaxed build (needs relaxed SIMD) gives the same bits", async () => {
    const [a, b] = [
      await createWasmBackend(strict!, "strict", "strict"),
      await createWasmBackend(relaxed!, "relaxed", "fast"),
    ];
    for (const name of byFormula.keys()) expect(run(b, name, 33)).toEqual(run(a, name, 33));
  });
});

test("a slot that decays below the smallest normal float32 ends at 0, here as in the reference; NaN stays", async () => {
  const spec = byFormula.get("adam")!;
  const { formula, coefficients: fill } = openRule(spec);
  const backends = [createReferenceBackend("float32"), await createWasmBackend(relaxed!, "relaxed", "fast")];
  for (const backend of backends) {
    const kernels = backend.create({ floats: 64, ints: 0, scratchBytes: 0 });
    const [p, g, m, v] = [kernels.floats(3), kernels.floats(3), kernels.floats(3), kernels.floats(3)];
    m.set([1.3e-38, 2 ** -126, Number.NaN]);
    v.set([1e-44, 1, Number.NaN]);
    const coefficients = new Float64Array(formula.coefficients);
    fill(9, 0.01, new Float64Array(0), coefficients);
    kernels.update(formula, p, g, [m, v], coefficients, 3);
    expect([...m]).toEqual([0, 0, Number.NaN]);
    expect([v[0], v[2]]).toEqual([0, Number.NaN]);
    expect(v[1]).toBeCloseTo(0.999, 6);
  }
});
