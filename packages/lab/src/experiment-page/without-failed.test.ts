import type { ParameterSpec, SearchSpec } from "study";
import { expect, test } from "vitest";
import { conditionalExperiment, inventExperiment, optimizersExperiment } from "../../test/sample-experiments.ts";
import { describeExperiment } from "./describe-experiment.ts";
import { planMoreRepeats } from "./more-repeats.ts";
import { planNextSteps } from "./next-steps.ts";
import { dropFailed } from "./without-failed.ts";

const RATES = [0.3, 0.1, 0.03];
const MOMENTA = [0.9, 0];

function choice(values: readonly number[]): ParameterSpec {
  return { kind: "choice", values: values.map((value) => ({ label: value, value })), at: ["optimizer"], when: {} };
}

/** Rates and momenta, a point for each pair; `fails` of its trials 3 of 3, and each takes 10 s where it does not. */
function sweep(fails: (point: Record<string, number>) => boolean, search: SearchSpec, pairs?: readonly number[][]) {
  const points = (pairs ?? RATES.flatMap((rate) => MOMENTA.map((momentum) => [rate, momentum]))).map(
    ([rate, momentum]) => ({ rate: rate!, momentum: momentum! }),
  );
  const { trials, ...input } = inventExperiment({
    spec: {
      ...optimizersExperiment.spec,
      parameters: { rate: choice(RATES), momentum: choice(search.kind === "zip" ? [0.9, 0.5, 0] : MOMENTA) },
      search,
      repeats: 3,
    },
    points,
    synthetic: false,
    invent: (configuration) => ({
      ...{ end: 0.59, speed: 8, epochs: 50 },
      status: fails(points[configuration]!) ? "failed" : "finished",
    }),
  });
  const timed = trials.map((trial) => ({ ...trial, seconds: trial.status === "failed" ? 1 : 10 }));
  return describeExperiment({ ...input, trials: timed });
}

const grid: SearchSpec = { kind: "grid", together: [] };
const labelsOf = (parameter: ParameterSpec | undefined) =>
  parameter?.kind === "choice" ? parameter.values.map(({ label }) => label) : null;

test("a value at which every configuration failed at every seed is not trained again", () => {
  const source = sweep(({ rate }) => rate === 0.3, grid);
  const more = planMoreRepeats(source)!;
  expect(labelsOf(more.parameters.rate)).toEqual([0.1, 0.03]);
  expect(labelsOf(more.parameters.momentum)).toEqual(MOMENTA);
  const why = planNextSteps(source).find(({ command }) => command.includes("more-repeats"))?.why;
  // 4 configurations, 10 s a trial
  expect(why).toBe(
    `Train every configuration but the 2 that failed throughout at ${more.repeats} seeds instead of 3, so that more of them can be told apart (${4 * more.repeats} trials, about ${Math.floor((40 * more.repeats) / 60)} min ${(40 * more.repeats) % 60} s of training):`,
  );
});

test("what fails only beside another value stays, is told, and is not charged", () => {
  const source = sweep(({ rate, momentum }) => rate === 0.3 && momentum === 0.9, grid);
  const more = planMoreRepeats(source)!;
  expect(more.parameters).toEqual(source.input.spec.parameters);
  const why = planNextSteps(source).find(({ command }) => command.includes("more-repeats"))?.why;
  expect(why).toContain(
    `(${6 * more.repeats} trials, of which ${more.repeats} are likely to fail again, about ${Math.floor((50 * more.repeats) / 60)} min ${(50 * more.repeats) % 60} s of training)`,
  );
});

test("side by side a whole row goes; drawn points would all change, so there all stays", () => {
  const rows = [
    [0.3, 0.9],
    [0.1, 0.5],
    [0.03, 0],
  ];
  const { parameters, kept } = dropFailed(sweep(({ rate }) => rate === 0.1, { kind: "zip" }, rows));
  expect([labelsOf(parameters.rate), labelsOf(parameters.momentum)]).toEqual([
    [0.3, 0.03],
    [0.9, 0],
  ]);
  expect(kept.map(({ number }) => number)).toEqual([0, 2]);
  const drawn = sweep(({ rate }) => rate === 0.3, { kind: "random", configurations: 6 });
  expect(dropFailed(drawn)).toEqual({ parameters: drawn.input.spec.parameters, kept: drawn.configurations });
});

test("a value that a condition names stays; one that applies under a condition goes", () => {
  const source = describeExperiment(conditionalExperiment);
  expect(labelsOf(dropFailed(source).parameters["sgd-rate"])).toEqual([0.01, 0.1]);
  const failing = conditionalExperiment.trials.map((trial) =>
    trial.parameters.optimizer === "adam" ? { ...trial, status: "failed" as const, objective: null } : trial,
  );
  const { parameters } = dropFailed(describeExperiment({ ...conditionalExperiment, trials: failing }));
  expect(labelsOf(parameters.optimizer)).toEqual(["sgd", "adam"]);
  expect(labelsOf(parameters["adam-rate"])).toEqual([0.001, 0.01]);
});

test("what has not been tried yet, or failed at some seeds only, is no failure", () => {
  const source = sweep(() => false, grid);
  const half = source.configurations.map((configuration, i) => ({
    ...configuration,
    trials: configuration.trials.map((trial, repeat) => ({
      ...trial,
      status: i === 0 && repeat === 1 ? ("failed" as const) : i === 1 ? ("ready" as const) : trial.status,
    })),
  }));
  expect(dropFailed({ ...source, configurations: half }).kept).toHaveLength(6);
});
