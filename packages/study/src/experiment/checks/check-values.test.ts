import type { OptimizerInput } from "minibatch";
import { describe, expect, test } from "vitest";
import { processorSeconds } from "../../../test/processor-seconds.ts";
import { smallExperiment } from "../../../test/small-experiment.ts";
import { advanceSweep } from "../../sweep/advance-sweep.ts";
import { countTrials } from "../../sweep/count-trials.ts";
import { drawValue } from "../../sweep/space/draw-assignment.ts";
import { buildNetworkTask } from "../build-task.ts";
import { defineExperiment } from "../define-experiment.ts";
import type { ParameterInput, SearchInput } from "../experiment-input.ts";
import type { NetworkExperimentSpec, Point } from "../spec.ts";
import type { TrainTask } from "../train-task.ts";
import { checkValues } from "./check-values.ts";
import { requirementsOf } from "./requirements.ts";

const spec = defineExperiment({
  ...smallExperiment,
  parameters: {
    method: { at: "optimizer.kind", values: ["sgd", "adam", "rmsprop"] },
    momentum: { at: "optimizer.momentum", values: [0, 0.9], when: { method: ["sgd", "rmsprop"] } },
    rate: { at: "optimizer.learningRate", kind: "uniform", low: 0.1, high: 0.2, steps: 2 },
  },
});

function tasksTried(experiment: NetworkExperimentSpec): TrainTask[] {
  const tasks: TrainTask[] = [];
  const build = (point: Point) => buildNetworkTask(experiment, point, experiment.seed, experiment.name);
  checkValues(experiment, requirementsOf(experiment.parameters), build, (task) => tasks.push(task));
  return tasks;
}

test("every value is tried in a whole trial, and every condition under which a parameter applies", () => {
  const tried = tasksTried(spec).map(({ optimizer }) => [
    optimizer.kind,
    "momentum" in optimizer ? optimizer.momentum : null,
    optimizer.learningRate,
  ]);
  expect(tried).toEqual([
    ["sgd", 0, 0.01], // as it was written
    ["sgd", 0, 0.1], // all first values
    ["sgd", 0, 0.1],
    ["adam", null, 0.1],
    ["rmsprop", 0, 0.1],
    ["sgd", 0, 0.1],
    ["sgd", 0.9, 0.1],
    ["rmsprop", 0, 0.1], // momentum's other condition
    ["sgd", 0, 0.1],
    ["sgd", 0, 0.2],
  ]);
});

test("an experiment without parameters is one trial", () => {
  expect(tasksTried(defineExperiment(smallExperiment))).toHaveLength(1);
});

test("what a trial cannot have is told of the value that brings it about, and of the one that was varied", () => {
  const parameters = {
    split: { values: ["sweep", "full"], at: "data.split" },
    rows: { values: [55_000, 1_000], at: "data.trainRows", when: { split: "full" } },
  };
  const digits = {
    ...smallExperiment,
    data: { set: "mnist", trainRows: 500 },
    model: { inputs: 784, layers: [{ kind: "dense", units: 10 }], loss: "softmax-cross-entropy" },
  } as const;
  const objective = "validation-accuracy";
  expect(() => defineExperiment({ ...digits, parameters, objective })).toThrow(
    /^objective: cannot be validation-accuracy: with data\.split full nothing validates; .* \(where split is "full"\)$/,
  );
  const training = { evaluateTrain: true };
  expect(defineExperiment({ ...digits, parameters, training, objective: "train-loss" }).name).toBe("small");
  const always = { ...parameters, rows: { values: [1_000, 55_000], at: "data.trainRows" } };
  expect(() => defineExperiment({ ...digits, parameters: always, training, objective: "train-loss" })).toThrow(
    /^parameters\.rows\.values\[1\]: data\.trainRows: cannot be 55000: split sweep has 50000$/,
  );
});

describe("an end that a field excludes", () => {
  const layers = [
    { kind: "dense", units: 4 },
    { kind: "dropout", rate: 0.5 },
    { kind: "dense", units: 1 },
  ] as const;
  const schedule = { kind: "one-cycle", over: 3 } as const;
  const define = (at: string, optimizer: OptimizerInput, range: object, search: SearchInput) =>
    defineExperiment({
      ...smallExperiment,
      model: { ...smallExperiment.model, layers },
      optimizer,
      parameters: { value: { at, ...range } as ParameterInput },
      search,
    });
  const searches: readonly SearchInput[] = [
    { kind: "random", configurations: 200 },
    { kind: "sobol", configurations: 200 },
    { kind: "tpe", configurations: 200, startup: 200 },
  ];

  test.each<[string, OptimizerInput]>([
    ["model.layers[1].rate", "sgd"],
    ["optimizer.rho", "rmsprop"],
    ["optimizer.rho", { kind: "adadelta", flavour: "torch" }],
    ["optimizer.beta1", "adam"],
    ["optimizer.beta2", { kind: "nadam", flavour: "keras2" }],
    ["optimizer.beta2", "lion"],
    ["optimizer.schedule.up", { kind: "sgd", schedule }],
    ["optimizer.schedule.factor", { kind: "sgd", schedule: { kind: "reduce-on-plateau" } }],
  ])("%s of %j may end a range that is drawn from, not one that is listed", (at, optimizer) => {
    for (const search of searches) {
      for (const kind of ["uniform", "log-uniform"]) {
        const made = define(at, optimizer, { kind, low: 0.25, high: 1 }, search);
        const values = advanceSweep(made, []).create.map(({ point }) => Number(point.value));
        expect(Math.min(...values)).toBeGreaterThanOrEqual(0.25);
        expect(Math.max(...values)).toBeLessThan(1);
      }
    }
    const refused = /cannot use 1: it must be a finite number .* below 1/;
    for (const search of ["grid", "zip"] as const) {
      expect(() => define(at, optimizer, { kind: "uniform", low: 0.25, high: 1, steps: 3 }, search)).toThrow(refused);
      expect(() => define(at, optimizer, { values: [0.25, 1] }, search)).toThrow(refused);
    }
    const random = { kind: "random", configurations: 2 } as const;
    expect(() => define(at, optimizer, { values: [0.25, 1] }, random)).toThrow(refused);
    expect(() => define(at, optimizer, { kind: "integer", low: 1, high: 1 }, random)).toThrow(refused);
    expect(() => define(at, optimizer, { kind: "uniform", low: 0.25, high: 1.5 }, random)).toThrow(/cannot use 1.5/);
  });

  test("is refused below, where it may be drawn", () => {
    const random = { kind: "random", configurations: 2 } as const;
    expect(() => define("optimizer.clipNorm", "sgd", { kind: "uniform", low: 0, high: 5 }, random)).toThrow(
      /^parameters\.value\.low: optimizer\.clipNorm: cannot use 0: .* above 0.*; low itself may be drawn, give one above 0$/,
    );
    expect(
      drawValue(
        define("optimizer.clipNorm", "sgd", { kind: "uniform", low: 0.5, high: 5 }, random).parameters.value!,
        0,
      ),
    ).toBe(0.5);
  });

  test.each([
    ["optimizer.momentumm", /^parameters\.value\.at: optimizer\.momentumm: .* did you mean momentum\?$/],
    ["data.rows", /^parameters\.value\.low: data\.rows: cannot use 0: it must be a whole number from 2 to 4800$/],
    ["training.batchSize", /^parameters\.value\.low: training\.batchSize: cannot use 0: [^;]*$/],
  ])("%s: a low above 0 is not advised where none is right", (at, reason) => {
    const random = { kind: "random", configurations: 2 } as const;
    expect(() => define(at, "sgd", { kind: "uniform", low: 0, high: 5 }, random)).toThrow(reason);
  });

  test("numbers that are drawn are no whole ones, though both ends are", () => {
    const random = { kind: "random", configurations: 2 } as const;
    const batch = (range: object, search: SearchInput) => define("training.batchSize", "sgd", range, search);
    expect(() => batch({ kind: "uniform", low: 8, high: 64 }, random)).toThrow(
      /^parameters\.value\.high: training\.batchSize: cannot use 63\.9+\d*: .* whole numbers are drawn by kind integer$/,
    );
    expect(batch({ kind: "integer", low: 8, high: 64 }, random).name).toBe("small");
    expect(batch({ kind: "uniform", low: 8, high: 64, steps: 2 }, "grid").name).toBe("small");
  });
});

test.each<readonly [string, OptimizerInput, string]>([
  [
    "optimizer.schedule.factor",
    "sgd",
    "optimizer.schedule, which is not there: write optimizer.schedule with its kind",
  ],
  [
    "optimizer.schedule.factor",
    { kind: "sgd", learningRate: 0.1 },
    "optimizer.schedule, which is not there: write optimizer.schedule with its kind",
  ],
  [
    "training.earlyStopping.minDelta",
    "sgd",
    "training.earlyStopping, which is not there: write training.earlyStopping with its patience",
  ],
])("%s of %j: the path goes through a part that is not there", (at, optimizer, reason) => {
  const define = (parameter: object, search: SearchInput, name = "p") =>
    defineExperiment({
      ...smallExperiment,
      optimizer,
      search,
      parameters: { [name]: parameter as ParameterInput },
    });
  const values = { values: [0.1, 0.2] };
  const range = { kind: "uniform", low: 0.1, high: 0.5 };
  const random = { kind: "random", configurations: 2 } as const;
  const said = (where: string) => `${where}: ${at} goes through ${reason}`;
  expect(() => define({ at, ...values }, "grid")).toThrow(said("parameters.p.at"));
  expect(() => define({ at, ...range }, random)).toThrow(said("parameters.p.at"));
  expect(() => define(values, "grid", at)).toThrow(said(`parameters["${at}"]`));
});

test("a part that is written, or that a parameter gives, is told by what it lacks itself", () => {
  const define = (optimizer: OptimizerInput, parameters: Readonly<Record<string, object>>) =>
    defineExperiment({ ...smallExperiment, optimizer, parameters: parameters as Record<string, ParameterInput> });
  const factor = { at: "optimizer.schedule.factor", values: [0.1, 0.2] };
  const step = { kind: "sgd", schedule: { kind: "step" } } as unknown as OptimizerInput;
  expect(() => define(step, { factor })).toThrow(/^optimizer\.schedule\.at: is missing/);
  const kind = { at: "optimizer.schedule.kind", values: ["reduce-on-plateau"] };
  expect(define("sgd", { kind, factor }).parameters).toHaveProperty("factor");
});

test("eight times the values take about eight times the time", () => {
  const define = (count: number) =>
    defineExperiment({
      ...smallExperiment,
      parameters: { "optimizer.learningRate": Array.from({ length: count }, (_, i) => 1 + i) },
    });
  const few = processorSeconds(() => define(1500), "longest");
  // looking each value up among all of them would take 64 times as long
  expect(processorSeconds(() => define(12_000), "shortest", 2)).toBeLessThan(24 * few);
});

test("conditions that share conditions are asked once each, not in every combination", () => {
  // each depends on the two before it: 2^30 ways lead from the last one to the first
  const chain = Array.from({ length: 45 }, (_, i) => {
    const when = Object.fromEntries([i - 1, i - 2].filter((other) => other >= 0).map((other) => [`p${other}`, "relu"]));
    return [`p${i}`, { at: `model.layers[${i}].activation`, values: ["relu"], when }];
  });
  const layers = Array.from({ length: 45 }, () => ({ kind: "dense", units: 2 }) as const);
  const made = defineExperiment({
    ...smallExperiment,
    model: { ...smallExperiment.model, layers: [...layers, { kind: "dense", units: 1 } as const] },
    parameters: Object.fromEntries(chain),
  });
  expect(countTrials(made)).toBe(1);
});
