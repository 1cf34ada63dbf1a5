import fc from "fast-check";
import { SpecError } from "minibatch";
import { describe, expect, test } from "vitest";
import { smallExperiment as small } from "../../test/small-experiment.ts";
import { findConflict } from "../sweep/check-combination.ts";
import { defineExperiment } from "./define-experiment.ts";
import { ExperimentError } from "./experiment-error.ts";
import type { ExperimentInput, ParameterInput } from "./experiment-input.ts";

const define = (change: object) => defineExperiment({ ...small, ...change } as ExperimentInput);

describe("what is left out", () => {
  test("has the defaults that the schema tells", () => {
    expect(defineExperiment(small)).toEqual({
      kind: "sweep",
      name: "small",
      description: "",
      data: { set: "sequences", split: "random", splitSeed: null, rows: null },
      model: small.model,
      optimizer: "sgd",
      training: {
        epochs: 10,
        batchSize: 32,
        evaluateTrain: false,
        evaluateTest: false,
        doctor: false,
        earlyStopping: null,
      },
      numerics: "fast",
      parameters: {},
      search: { kind: "grid", together: [] },
      pruning: { kind: "none" },
      repeats: 1,
      seed: 1,
      objective: { metric: "validation-accuracy", at: "last" },
      threshold: null,
    });
  });

  test("depends on the rest where it must", () => {
    const mse = define({ model: { ...small.model, loss: "mean-squared-error" } });
    expect(mse.objective).toEqual({ metric: "validation-loss", at: "last" });
    const earlyStopping = { metric: "validation-loss", patience: 2 } as const;
    const stopping = { ...small, training: { earlyStopping }, objective: "validation-loss" } as const;
    // the figure of the network that is kept
    expect(defineExperiment(stopping).objective).toEqual({ metric: "validation-loss", at: "best" });
    const tpe = { kind: "tpe", configurations: 6 };
    expect(define({ search: tpe, parameters: { "optimizer.momentum": [0, 0.9] } }).search).toEqual({
      ...tpe,
      startup: 6,
      batch: 4,
      candidates: 24,
    });
    const median = (epochs: number) => define({ training: { epochs }, pruning: "median" }).pruning;
    expect(median(50)).toEqual({ kind: "median", warmupEpochs: 10, everyEpochs: 1, wave: 5 });
    expect(median(2)).toMatchObject({ warmupEpochs: 1 });
    expect(define({ pruning: "successive-halving" }).pruning).toEqual({
      kind: "successive-halving",
      minEpochs: 1,
      factor: 3,
      asynchronous: false,
    });
    expect(define({ training: { earlyStopping: { patience: 3 } } }).training.earlyStopping).toEqual({
      metric: "validation-loss",
      patience: 3,
      minDelta: 0,
      restoreBest: true,
    });
    const digits = {
      data: { set: "mnist" },
      model: { inputs: 784, layers: [{ kind: "dense", units: 10 }], loss: "softmax-cross-entropy" },
    };
    expect(define(digits).data).toEqual({
      set: "mnist",
      split: "sweep",
      trainRows: null,
      validationRows: null,
      testRows: null,
    });
  });

  test("may also be undefined", () => {
    expect(define({ threshold: undefined, training: { epochs: undefined } })).toEqual(defineExperiment(small));
  });
});

describe("a default that nobody wrote is not refused", () => {
  const rows = "data.rows";
  const rate = { "optimizer.learningRate": { kind: "log-uniform", low: 1e-3, high: 1 } };
  const digits = {
    data: { set: "mnist", split: "full" },
    model: { inputs: 784, layers: [{ kind: "dense", units: 10 }], loss: "softmax-cross-entropy" },
  };
  const watched = { evaluateTrain: true, earlyStopping: { patience: 2 } };
  const losses = ["sigmoid-binary-cross-entropy", "mean-squared-error"];
  const tpe = (batch?: number) => ({ kind: "tpe", configurations: 20, batch });
  const median = (wave?: number) => ({ kind: "median", wave });

  test.each<[object, object]>([
    // batches of 32 rows, or of all that the smallest trial has
    [{ data: { set: "sequences", rows: 20 } }, { training: { batchSize: 16 } }],
    [{ data: { set: "sequences", rows: 3 } }, { training: { batchSize: 2 } }],
    [{ data: { set: "sequences", rows: 40 } }, { training: { batchSize: 32 } }],
    [{ parameters: { [rows]: [4000, 20, 100] } }, { training: { batchSize: 16 } }],
    [{ parameters: { [rows]: { kind: "integer", low: 10, high: 90, steps: 3 } } }, { training: { batchSize: 8 } }],
    [{ ...digits, data: { set: "mnist", trainRows: 10 } }, { training: { batchSize: 10 } }],
    [
      { data: { set: "sequences", rows: 20 }, parameters: { "training.batchSize": [4] } },
      { training: { batchSize: 16 } },
    ],
    // as before, for it is set in every trial
    [{ parameters: { [rows]: [20, 4000], "training.batchSize": [4] } }, { training: { batchSize: 32 } }],
    // what is judged and watched is measured in every trial
    [{ parameters: { "model.loss": losses } }, { objective: { metric: "validation-loss" } }],
    [{ ...digits, training: { evaluateTrain: true } }, { objective: { metric: "train-accuracy" } }],
    [{ ...digits, training: watched }, { training: { earlyStopping: { metric: "train-loss" } } }],
    // a wave of the median rule is no larger than tpe's batch
    [
      { parameters: rate, search: tpe(), pruning: "median" },
      { search: { batch: 4 }, pruning: { wave: 4 } },
    ],
    [
      { parameters: rate, search: tpe(2), pruning: "median" },
      { search: { batch: 2 }, pruning: { wave: 2 } },
    ],
    [
      { parameters: rate, search: tpe(9), pruning: "median" },
      { search: { batch: 9 }, pruning: { wave: 5 } },
    ],
    [
      { parameters: rate, search: tpe(), pruning: median(8) },
      { search: { batch: 8 }, pruning: { wave: 8 } },
    ],
    [
      { parameters: rate, search: tpe(), pruning: median(2) },
      { search: { batch: 4 }, pruning: { wave: 2 } },
    ],
  ])("%j -> %j", (change, expected) => {
    const spec = define(change);
    expect(spec).toMatchObject(expected);
    expect(findConflict(spec)).toBeNull();
    expect(defineExperiment(spec)).toEqual(spec);
  });

  test.each<[object, string]>([
    [{ data: { set: "sequences", rows: 2 } }, "data.rows: cannot be 2: none is left to validate; give more"],
    [{ ...digits }, "data.split: cannot be full: nothing validates then, and trials are judged by validation-accuracy"],
    [
      {
        ...digits,
        objective: "train-loss",
        training: { evaluateTrain: true },
        optimizer: { kind: "sgd", schedule: "reduce-on-plateau" },
      },
      "data.split: cannot be full: nothing validates then, and reduce-on-plateau goes by validation-loss",
    ],
    [{ training: { epochs: 1 }, pruning: "median" }, "pruning: cannot be median: training.epochs is 1"],
    [
      { training: { epochs: 1 }, pruning: "successive-halving" },
      "pruning: cannot be successive-halving: training.epochs",
    ],
    [
      { data: { set: "sequences", rows: 20 }, training: { batchSize: 32 } },
      "training.batchSize: cannot be 32: there are 16 rows to train on; give at most as many",
    ],
    [
      { parameters: { [rows]: [4000, 20] }, training: { batchSize: 64 } },
      "training.batchSize: cannot be 64: there are 16 rows to train on; give at most as many (where data.rows is 20)",
    ],
  ])("%j is refused by what was written", (change, message) => {
    expect(errorOf(() => define(change))).toMatchObject({ message: expect.stringContaining(message) as string });
  });

  test("what was written and does not go together still is", () => {
    const spec = define({ parameters: rate, search: tpe(2), pruning: median(3) });
    expect(findConflict(spec)).toContain("lower pruning.wave to at most 2");
  });
});

describe("a parameter", () => {
  const complete = (parameter: ParameterInput, name = "optimizer.momentum") =>
    define({ parameters: { [name]: parameter }, search: { kind: "random", configurations: 2 } }).parameters[name];

  test("may be a bare list, labelled by its values", () => {
    expect(complete([0, 0.9])).toEqual({
      kind: "choice",
      values: [
        { label: 0, value: 0 },
        { label: 0.9, value: 0.9 },
      ],
      at: ["optimizer.momentum"],
      when: {},
    });
  });

  test("has labels from a map, and one path or condition needs no list", () => {
    const { parameters } = define({
      parameters: {
        method: { at: "optimizer", values: { plain: "sgd", quick: { kind: "adam", beta1: 0.8 } } },
        beta: { at: ["optimizer.beta2"], values: [0.99], when: { method: "quick" } },
      },
    });
    expect(parameters.method).toEqual({
      kind: "choice",
      values: [
        { label: "plain", value: "sgd" },
        { label: "quick", value: { kind: "adam", beta1: 0.8 } },
      ],
      at: ["optimizer"],
      when: {},
    });
    expect(parameters.beta).toMatchObject({ at: ["optimizer.beta2"], when: { method: ["quick"] } });
  });

  test("may be a range, without steps where it is not gridded", () => {
    expect(complete({ kind: "uniform", low: 0, high: 0.9 })).toEqual({
      kind: "uniform",
      low: 0,
      high: 0.9,
      steps: null,
      at: ["optimizer.momentum"],
      when: {},
    });
  });

  test("shares its path with one that it excludes, at any distance", () => {
    const parameters = {
      method: { at: "optimizer.kind", values: ["sgd", "adam"] },
      warm: { at: "optimizer.momentum", values: [0, 0.9], when: { method: "sgd" } },
      slow: { at: "optimizer.learningRate", values: [0.1], when: { warm: 0.9 } },
      fast: { at: "optimizer.learningRate", values: [0.5], when: { method: "adam" } },
    };
    expect(Object.keys(define({ parameters }).parameters)).toEqual(["method", "warm", "slow", "fast"]);
  });
});

test("a complete experiment comes back equal, also from JSON, and is frozen throughout", () => {
  const values = fc.uniqueArray(fc.double({ min: 1e-4, max: 1, noNaN: true }), { minLength: 1, maxLength: 4 });
  const input = fc.record({
    seed: fc.integer({ min: 0, max: 2 ** 31 }),
    repeats: fc.integer({ min: 1, max: 9 }),
    training: fc.record(
      { epochs: fc.integer({ min: 2, max: 40 }), doctor: fc.boolean() },
      { requiredKeys: ["epochs"] },
    ),
    pruning: fc.constantFrom("none", "median", "successive-halving"),
    objective: fc.constantFrom("validation-loss", { metric: "validation-accuracy", at: "best" }),
    parameters: fc.record(
      {
        "optimizer.learningRate": values,
        units: fc.constant({ kind: "integer", low: 1, high: 9, at: "model.layers[0].units" }),
      },
      { requiredKeys: [] },
    ),
  });
  fc.assert(
    fc.property(input, (change) => {
      const spec = define(change);
      expect(defineExperiment(spec)).toEqual(spec);
      expect(JSON.stringify(defineExperiment(JSON.parse(JSON.stringify(spec))))).toBe(JSON.stringify(spec));
      expect(looseParts(spec)).toEqual([]);
    }),
    { numRuns: 50 },
  );
});

function looseParts(value: unknown): unknown[] {
  if (typeof value !== "object" || value === null) return [];
  return [...(Object.isFrozen(value) ? [] : [value]), ...Object.values(value).flatMap(looseParts)];
}

test("the input stays as it was", () => {
  const given = structuredClone(small);
  defineExperiment(given);
  expect(given).toEqual(small);
});

describe("an error names the place and the fix, in one line", () => {
  const of = (parameters: object, more: object = {}) => ({ parameters, ...more });
  const rate = "optimizer.learningRate";
  test.each<[object, string, string]>([
    [{ nam: 1 }, "nam", "cannot be read: an experiment has no such field; did you mean name?"],
    [{ name: undefined }, "name", "is missing: it must be a name of at most 100 letters"],
    [{ name: "../x" }, "name", 'cannot use "../x": it must be a name'],
    [{ data: { set: "mnsit" } }, "data.set", 'cannot use "mnsit": did you mean mnist?'],
    [{ data: undefined }, "data", "is missing: data is an object with a set; known are mnist, sequences"],
    [{ data: 3 }, "data", "cannot use 3: data is an object with a set; known are mnist, sequences"],
    [{ data: { set: "sequences", rows: 4801 } }, "data.rows", "it must be a whole number from 2 to 4800"],
    [{ model: { ...small.model, inputs: 0 } }, "model.inputs", "it must be a whole number at least 1"],
    [{ model: { ...small.model, inputs: 21 } }, "model.inputs", "cannot be 21: sequences has 20 inputs"],
    [
      { model: { ...small.model, inputs: [3, 7], layers: [{ kind: "flatten" }, ...small.model.layers] } },
      "model.inputs",
      "cannot be [3,7]: sequences has 20 inputs",
    ],
    [
      { model: { ...small.model, loss: "softmax-cross-entropy", layers: [{ kind: "dense", units: 2 }] } },
      "model.loss",
      "for sequences it must be sigmoid-binary-cross-entropy or",
    ],
    [
      { model: { ...small.model, layers: [{ kind: "dense", units: 2 }] } },
      "model.layers[0].units",
      "sequences needs 1 in the last layer",
    ],
    [{ optimizer: "adm" }, "optimizer.kind", 'cannot use "adm": did you mean adam?'],
    [{ optimizer: { kind: "adam", lr: 0.1 } }, "optimizer.lr", "did you mean learningRate?"],
    [
      { model: { ...small.model, loss: "binary_crossentropy" } },
      "model.loss",
      "did you mean sigmoid-binary-cross-entropy?",
    ],
    [{ training: { batch_size: 8 } }, "training.batch_size", "did you mean batchSize?"],
    [
      { optimizer: { kind: "sgd", momentum: -1 } },
      "optimizer.momentum",
      "cannot use -1: it must be a finite number at least 0",
    ],
    [{ training: { epocs: 1 } }, "training.epocs", "training has no such field; did you mean epochs?"],
    [{ training: { batchSize: 3841 } }, "training.batchSize", "cannot be 3841: there are 3840 rows to train on"],
    [{ training: { evaluateTest: true } }, "training.evaluateTest", "sequences have no test split"],
    [
      { training: { earlyStopping: { metric: "train-loss", patience: 3 } } },
      "training.earlyStopping.metric",
      "set training.evaluateTrain to true",
    ],
    [
      { optimizer: { kind: "sgd", schedule: { kind: "reduce-on-plateau", metric: "train-loss" } } },
      "optimizer.schedule.metric",
      "the training split is not evaluated",
    ],
    [{ objective: "train-accuracy" }, "objective", "cannot be train-accuracy: the training split is not evaluated"],
    [{ objective: { metric: "los" } }, "objective.metric", "known are validation-loss, validation-accuracy"],
    [
      { objective: "validation-accuracy", model: { ...small.model, loss: "mean-squared-error" } },
      "objective",
      "mean-squared-error has no accuracy; use validation-loss",
    ],
    [{ search: "gird" }, "search", "did you mean grid?"],
    [{ search: { kind: "random" } }, "search.configurations", "is missing: it must be a whole number"],
    [{ search: { kind: "random", configurations: 3 } }, "search", "cannot be random: there are no parameters"],
    [
      of({ [rate]: [1] }, { search: { kind: "tpe", configurations: 3, startup: 4 } }),
      "search.startup",
      "cannot be 4: there are 3 configurations",
    ],
    [
      { pruning: { kind: "median", warmupEpochs: 10 } },
      "pruning.warmupEpochs",
      "cannot be 10: training.epochs is 10; it must be less",
    ],
    [
      { pruning: { kind: "successive-halving", minEpochs: 11 } },
      "pruning.minEpochs",
      "cannot be 11: training.epochs is 10",
    ],
    [{ seed: 2 ** 32 }, "seed", "it must be a whole number from 0 to 4294967295"],
    [{ seed: 2 ** 32 - 1, repeats: 2 }, "seed", "2 repeats would go beyond 2^32 - 1"],
    [{ threshold: Number.NaN }, "threshold", "cannot use NaN: it must be a finite number"],
    [{ model: () => 1 }, "model", "cannot use a function: it must be a plain JSON value"],
    [of({ "a b": [1] }), 'parameters["a b"]', "it must be a parameter's name"],
    [of({ x: "a" }), "parameters.x", "it must be a list of values, or an object with values"],
    [of({ x: { vlues: [1] } }), "parameters.x.vlues", "did you mean values?"],
    [of({ x: { kind: "unifrom", low: 0, high: 1 } }), "parameters.x.kind", "did you mean uniform?"],
    [of({ x: { kind: "uniform", low: 0 } }), "parameters.x.high", "is missing: it must be a finite number"],
    [
      of({ [rate]: { kind: "uniform", low: 1, high: 1, steps: 2 } }),
      `parameters["${rate}"].high`,
      "must be above low, which is 1",
    ],
    [
      of({ [rate]: { kind: "log-uniform", low: 0, high: 1, steps: 2 } }),
      `parameters["${rate}"].low`,
      "a log-uniform parameter lies above 0",
    ],
    [
      of({ u: { kind: "integer", low: 1, high: 3, steps: 4, at: "model.layers[0].units" } }),
      "parameters.u.steps",
      "there are 3 whole numbers",
    ],
    [
      of({ [rate]: { kind: "log-uniform", low: 0.1, high: 1 } }),
      `parameters["${rate}"].steps`,
      "is missing: a grid needs it of a log-uniform parameter",
    ],
    [of({ [rate]: [] }), `parameters["${rate}"].values`, "is empty: give at least one value"],
    [of({ [rate]: [0.1, 0.1] }), `parameters["${rate}"].values[1]`, "value 1 is called so already"],
    [
      of({ m: { at: "optimizer.momntum", values: [0] } }),
      "parameters.m.at",
      "sgd has no such field; did you mean momentum?",
    ],
    [of({ momentum: [0] }), "parameters.momentum", "did you mean optimizer.momentum?"],
    [
      of({ m: { at: "optimizer..x", values: [0] } }),
      "parameters.m.at",
      "it must be a path such as optimizer.learningRate",
    ],
    [
      of({ m: { at: ["optimizer.momentum", "model.layers.units"], values: [0] } }),
      "parameters.m.at[1]",
      "model.layers is a list: say which, as [0]",
    ],
    [of({ m: { at: "model.layers[2].units", values: [1] } }), "parameters.m.at", "model.layers has 2 items"],
    [of({ constructor: [1] }), "parameters.constructor", "a trial has data, model, optimizer and training"],
    [of({ "training.epochs": [1] }), 'parameters["training.epochs"]', "pruning and curves need one length"],
    [of({ d: { at: "data", values: { a: { set: "mnist" } } } }), "parameters.d.at", "an experiment has one data set"],
    [
      of({ "optimizer.momentum": [0, 0.5, 2] }),
      'parameters["optimizer.momentum"].values[2]',
      "optimizer.momentum: cannot use 2: it must be a finite number at least 0 and at most 1",
    ],
    [
      of({ "optimizer.momentum": { kind: "uniform", low: 0, high: 2, steps: 3 } }),
      'parameters["optimizer.momentum"].high',
      "cannot use 2",
    ],
    [
      of({ "training.batchSize": [16, 0] }),
      'parameters["training.batchSize"].values[1]',
      "training.batchSize: cannot use 0",
    ],
    [
      of({ a: { at: rate, values: [1] }, b: { at: rate, values: [2] } }),
      "parameters.b.at",
      `cannot be ${rate}: a sets it too`,
    ],
    [of({ [rate]: { values: [1], when: { b: 1 } } }), `parameters["${rate}"].when.b`, "names no parameter"],
    [
      of({ o: { at: "optimizer", values: ["sgd"] }, [rate]: { values: [1], when: { o: ["sgd", "sdg"] } } }),
      `parameters["${rate}"].when.o[1]`,
      'cannot be "sdg": o has the values "sgd"',
    ],
    [
      of({
        a: { at: rate, values: [1], when: { b: 0 } },
        b: { at: "optimizer.momentum", values: [0], when: { a: 1 } },
      }),
      "parameters.a.when",
      "goes in a circle: a -> b -> a",
    ],
    [
      of({ o: { at: "optimizer", values: ["sgd", "adam"] }, b: { at: "optimizer.momentum", values: [0] } }),
      "parameters.b.at",
      'keras3\'s adam has no such field; known are kind, flavour, learningRate, schedule, decay, weightDecay, clipValue, clipNorm, globalClipNorm, beta1, beta2, epsilon, amsgrad, accumulate, ema, weightDecayOn (where o is "adam")',
    ],
    [
      of({ a: { at: rate, values: [1, 2] }, b: { at: "optimizer.momentum", values: [0] } }, { search: "zip" }),
      "search",
      "a has 2 values, b has 1",
    ],
    [
      of({ a: { at: rate, values: [1, 2] } }, { search: { kind: "grid", together: [["a", "b"]] } }),
      "search.together[0][1]",
      "b is not a parameter; did you mean a?",
    ],
  ])("%j", (change, path, message) => {
    const error = errorOf(() => define(change));
    expect(error).toBeInstanceOf(ExperimentError);
    expect(error).toBeInstanceOf(SpecError);
    expect((error as ExperimentError).message).toContain(message);
    expect((error as ExperimentError).message.startsWith(`${path}: `)).toBe(true);
    expect((error as ExperimentError).message).not.toContain("\n");
  });

  test("a value that contains itself is no JSON", () => {
    const circle: Record<string, unknown> = {};
    circle.again = circle;
    expect(() => define({ model: circle })).toThrow(/^model\.again\.again: cannot be used: .* contains itself$/);
  });
});

function errorOf(action: () => unknown): unknown {
  try {
    action();
    return null;
  } catch (error) {
    return error;
  }
}

/** Checked by the compiler (`npm run typecheck`): an expected error that does not come is an error. */
test("experiments that must not compile", () => {
  const refused: ExperimentInput[] = [
    // @ts-expect-error: there is no such data set
    { ...small, data: { set: "cifar" } },
    // @ts-expect-error: sequences have no rows to train on apart
    { ...small, data: { set: "sequences", trainRows: 3 } },
    // @ts-expect-error: a range needs both ends
    { ...small, parameters: { "optimizer.momentum": { kind: "uniform", low: 0 } } },
    // @ts-expect-error: random needs a number of configurations
    { ...small, search: "random" },
    // @ts-expect-error: no such objective
    { ...small, objective: "test-loss" },
    // @ts-expect-error: no such field
    { ...small, trainign: {} },
  ];
  for (const input of refused) expect(() => defineExperiment(input)).toThrow(ExperimentError);
});
