/**
 * Every optimizer against the program it is named for: ten gradients fed to each, the parameters
 * after every step (fixtures/README.md says where the figures come from).
 *
 * In float64 an error is relative to the expected value itself (the worst is 3e-14). In float32 it
 * is relative to the largest magnitude that the parameter has had so far, its start included: one
 * that steps across 0 has no figures left relative to itself, but it keeps those of the sums it came
 * from (the worst is 5e-7).
 */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { defineOptimizer, type OptimizerInput } from "../src/optimizers/define-optimizer.ts";
import type { Flavour } from "../src/optimizers/spec.ts";
import type { Backend } from "../src/plan/executor.ts";
import { createReferenceBackend } from "../src/reference/backend.ts";
import { OptimizerRun } from "./run-optimizer.ts";
import { everyWasmBackend } from "./wasm-backends.ts";

interface GoldenCase {
  readonly optimizer?: string;
  readonly options: Readonly<Record<string, number | boolean>>;
  readonly params: readonly (readonly (number | readonly number[])[])[];
}
interface Golden {
  readonly params0: readonly number[];
  readonly gradients: readonly (readonly number[])[];
  readonly cases: Readonly<Record<string, GoldenCase>>;
  readonly two_variables?: { readonly cases: Readonly<Record<string, GoldenCase>> };
}

const FLAVOURS: readonly Flavour[] = ["keras2", "keras3", "torch"];
/** Lengths. */
const ONE_VARIABLE: readonly number[] = [6];
const TWO_VARIABLES: readonly number[] = [4, 2];

/** The reference programs' names of our options. */
const OPTION_NAMES: Readonly<Record<string, string>> = {
  lr: "learningRate",
  learning_rate: "learningRate",
  lr_decay: "decay",
  weight_decay: "weightDecay",
  clipnorm: "clipNorm",
  clipvalue: "clipValue",
  global_clipnorm: "globalClipNorm",
};

function readGolden(flavour: Flavour): Golden {
  return JSON.parse(readFileSync(new URL(`../fixtures/optimizers-${flavour}.json`, import.meta.url), "utf8"));
}

function inputOf(flavour: Flavour, name: string, { optimizer, options }: GoldenCase): OptimizerInput {
  const kind = (optimizer ?? name.split("-")[0]).toLowerCase();
  const ours = Object.entries(options).map(([option, value]) => [OPTION_NAMES[option] ?? option, value]);
  return { kind, flavour, ...Object.fromEntries(ours) } as OptimizerInput;
}

/** What an error is divided by: the expected value, or the largest the parameter has had. */
type RelativeTo = "itself" | "largest";

/** The largest relative error of any parameter after any step; NaN if anything is. */
function worstError(
  backend: Backend,
  input: OptimizerInput,
  golden: Golden,
  expected: GoldenCase["params"],
  variables: readonly number[],
  relativeTo: RelativeTo,
): number {
  const spec = defineOptimizer(input);
  using run = new OptimizerRun(backend, spec, variables);
  run.parameters = golden.params0;
  const scale = golden.params0.map(Math.abs);
  let worst = 0;
  expected.forEach((wanted, s) => {
    run.update(golden.gradients[s], s + 1, spec.learningRate);
    const p = run.parameters;
    wanted.flat().forEach((value, n) => {
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
    for (const flavour of FLAVOURS) {
      const golden = readGolden(flavour);
      const sets = [
        { label: "", cases: golden.cases, variables: ONE_VARIABLE },
        { label: " on two variables", cases: golden.two_variables?.cases ?? {}, variables: TWO_VARIABLES },
      ];
      for (const { label, cases, variables } of sets) {
        for (const [caseName, wanted] of Object.entries(cases)) {
          test(`${flavour} ${caseName}${label}`, () => {
            const input = inputOf(flavour, caseName, wanted);
            const error = worstError(backend, input, golden, wanted.params, variables, relativeTo);
            expect(error).toBeLessThanOrEqual(tolerance);
          });
        }
      }
    }
  });
}

testGoldens(createReferenceBackend("float64"), 1e-12, "itself");
testGoldens(createReferenceBackend("float32"), 2e-6, "largest");
for (const backend of await everyWasmBackend()) testGoldens(backend, 2e-6, "largest");

test("the fixtures hold 17, 22 and 19 cases, so that none is lost unseen", () => {
  const counts = FLAVOURS.map((flavour) => {
    const golden = readGolden(flavour);
    return [Object.keys(golden.cases).length, Object.keys(golden.two_variables?.cases ?? {}).length];
  });
  expect(counts).toEqual([
    [16, 1],
    [19, 3],
    [19, 0],
  ]);
});
