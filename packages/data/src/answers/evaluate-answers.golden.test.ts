/** Figures of answers against scikit-learn's, as `fixtures/make-evaluations.py` wrote them. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { expectClose } from "../../../minibatch/test/expect-close.ts";
import type { Preparation } from "../preprocessing/preparation.ts";
import type { TargetSpec } from "../targets/target.ts";
import { evaluateAnswers, truthOf } from "./evaluate-answers.ts";
import type { Reliability } from "./reliability.ts";

interface Figures {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly count: number;
}

interface ClassesGolden {
  readonly truth: readonly number[];
  readonly outputs: readonly number[];
  readonly accuracy: number;
  readonly confusion: readonly (readonly number[])[];
  readonly perClass: readonly Figures[];
  readonly curve: { readonly share: readonly number[]; readonly probability: readonly number[] };
}

interface Golden {
  readonly classes: ClassesGolden;
  readonly binary: ClassesGolden;
  readonly labels: { truth: number[]; outputs: number[]; accuracy: number; exactRows: number; perLabel: Figures[] };
  readonly numbers: {
    readonly truth: readonly number[];
    readonly outputs: readonly number[];
    readonly mean: readonly number[];
    readonly sd: readonly number[];
    readonly perTarget: readonly Readonly<
      Record<"rSquared" | "meanAbsoluteError" | "rootMeanSquaredError" | "meanError", number>
    >[];
  };
}

const golden = JSON.parse(readFileSync(new URL("../../fixtures/evaluations.json", import.meta.url), "utf8")) as Golden;

const NEAR = { rel: 1e-12, abs: 1e-15 };

function preparationOf(target: TargetSpec, targetSteps: Preparation["targetSteps"] = []): Preparation {
  const inputs = [{ name: "x", type: "number" }] as const;
  return { version: 1, inputs, steps: [], features: ["x"], shape: [1], target, targetSteps, chosen: [] };
}

function expectFigures(
  actual: readonly (Figures & { readonly name: string })[],
  names: string[],
  expected: readonly Figures[],
): void {
  expect(actual.map(({ name }) => name)).toEqual(names);
  expect(actual.map(({ count }) => count)).toEqual(expected.map(({ count }) => count));
  for (const figure of ["precision", "recall", "f1"] as const) {
    expectClose(
      actual.map((one) => one[figure]),
      expected.map((one) => one[figure]),
      NEAR,
    );
  }
}

/** scikit-learn leaves empty bins out. */
function expectCurve({ bins }: Reliability, { share, probability }: ClassesGolden["curve"], rows: number): void {
  const full = bins.filter(({ count }) => count > 0);
  expectClose(
    full.map((bin) => bin.share!),
    share,
    NEAR,
  );
  expectClose(
    full.map((bin) => bin.probability!),
    probability,
    NEAR,
  );
  expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(rows);
}

test.each([
  ["classes", ["a", "b", "c", "d"]],
  ["binary", ["no", "yes"]],
] as const)("%s", (task, names) => {
  const { truth, outputs, accuracy, confusion, perClass, curve } = golden[task];
  const target: TargetSpec = { task, columns: ["y"], classes: names };
  const found = evaluateAnswers(preparationOf(target), outputs, truth);
  if (found.task !== task) throw new Error(`answers of ${task} were evaluated as ${found.task}`);
  expect(found.rows).toBe(truth.length);
  expectClose(found.accuracy, accuracy, NEAR);
  expect(found.confusion).toEqual(confusion);
  expectFigures(found.perClass, [...names], perClass);
  expectCurve(found.reliability, curve, truth.length);
});

test("labels", () => {
  const { truth, outputs, accuracy, exactRows, perLabel } = golden.labels;
  const target: TargetSpec = { task: "labels", columns: ["p", "q", "r"], classes: [] };
  const found = evaluateAnswers(preparationOf(target), outputs, truth);
  if (found.task !== "labels") throw new Error(`labels were evaluated as ${found.task}`);
  expectClose([found.accuracy, found.exactRows], [accuracy, exactRows], NEAR);
  expectFigures(found.perLabel, ["p", "q", "r"], perLabel);
});

test("numbers, in their own unit", () => {
  const { truth, outputs, mean, sd, perTarget } = golden.numbers;
  const target: TargetSpec = { task: "regression", columns: ["price", "drift"], classes: [] };
  const fitted = target.columns.map((column, j) => ({ column, values: { means: [mean[j]], scales: [sd[j]] } }));
  const preparation = preparationOf(target, [{ kind: "standardize", options: { per: null }, fitted }]);
  const found = evaluateAnswers(preparation, outputs, truth);
  if (found.task !== "regression") throw new Error(`numbers were evaluated as ${found.task}`);
  for (const [j, figures] of perTarget.entries()) {
    const { name, ...own } = found.perTarget[j]!;
    expect(name).toBe(target.columns[j]);
    expectClose(own.rSquared!, figures.rSquared, { rel: 1e-10 });
    for (const figure of ["meanAbsoluteError", "rootMeanSquaredError", "meanError"] as const) {
      expectClose(own[figure], figures[figure], { rel: 1e-10 });
    }
  }
  // prepared targets are the truth to float32's precision
  const prepared = {
    kind: "values",
    columns: 2,
    values: Float32Array.from(truth, (x, i) => (x - mean[i % 2]!) / sd[i % 2]!),
  } as const;
  expectClose(truthOf(preparation, prepared), truth, { rel: 1e-6, abs: 1e-9 });
});
