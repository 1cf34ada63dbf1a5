/** Habits of training, one by one: where each takes hold, what it leaves alone, and what is refused. */
import { describe, expect, test } from "vitest";
import type {
  Dataset,
  FitOptions,
  LayerInput,
  ModelInput,
  OptimizerInput,
  Trainer,
  TrainerOptions,
} from "../src/index.ts";
import {
  createTrainer,
  DataError,
  decodeCheckpoint,
  defineModel,
  defineOptimizer,
  restoreTrainer,
  SpecError,
} from "../src/index.ts";
import { planTraining } from "../src/train/plan-training.ts";

const rows = 24;
const data: Dataset = {
  x: {
    kind: "dense",
    rows,
    features: 4,
    scale: 1,
    values: Float32Array.from({ length: 4 * rows }, (_, i) => (i * 7) % 5),
  },
  y: { kind: "classes", values: Int32Array.from({ length: rows }, (_, i) => i % 3) },
};
const fit: FitOptions = { epochs: 2, batchSize: 8 };

function model(first: object = {}, second: object = {}): ModelInput {
  return {
    inputs: 4,
    layers: [
      { kind: "dense", name: "body", units: 6, activation: "tanh", ...first },
      { kind: "dense", name: "head", units: 3, ...second },
    ],
    loss: "softmax-cross-entropy",
  } as ModelInput;
}

async function trained(options: Partial<TrainerOptions>, how: FitOptions = fit): Promise<Trainer> {
  const trainer = await createTrainer({ model: model(), optimizer: "adam", ...options });
  await trainer.fit(data, how);
  return trainer;
}

function valuesOf(trainer: Trainer, name: string): ArrayLike<number> {
  return trainer.weights().find((tensor) => tensor.name === name)!.values;
}

describe("a specification", () => {
  test("has a habit only where it says something, and can be given back in", () => {
    const plain = defineModel(model());
    expect(
      defineModel(model({ trainable: true, rateFactor: 1, decayFactor: { weights: 1, biases: 1 }, constraint: null })),
    ).toEqual(plain);
    const one = defineModel(
      model({ constraint: "max-norm", rateFactor: { weights: 3, biases: 3 }, decayFactor: { weights: 1, biases: 0 } }),
    );
    expect(one.layers[0]).toMatchObject({
      constraint: { kind: "max-norm", limit: 2 },
      rateFactor: 3,
      decayFactor: { weights: 1, biases: 0 },
    });
    expect(defineModel(one)).toEqual(one);
    expect(defineOptimizer({ kind: "adam", accumulate: 1, ema: null, weightDecayOn: "all" })).toEqual(
      defineOptimizer("adam"),
    );
    const averaged = defineOptimizer({ kind: "adam", accumulate: 4, ema: 0.99, weightDecayOn: "weights" });
    expect(averaged).toMatchObject({
      accumulate: 4,
      ema: { decay: 0.99, correction: "none" },
      weightDecayOn: "weights",
    });
    expect(defineOptimizer(averaged)).toEqual(averaged);
  });

  test.each<[object, string]>([
    [{ trainable: "no" }, 'layers[0].trainable: cannot use "no": it must be true or false; leave it out for true'],
    [{ rateFactor: -1 }, "layers[0].rateFactor: cannot use -1: it must be a finite number at least 0"],
    [
      { rateFactor: "x" },
      'layers[0].rateFactor: cannot use "x": it must be a finite number at least 0, or { weights, biases } of such',
    ],
    [
      { decayFactor: { weight: 1 } },
      "layers[0].decayFactor.weight: cannot be read: a factor of two parts has no such field; did you mean weights?",
    ],
    [
      { decayFactor: { weights: 1, biases: Number.NaN } },
      "layers[0].decayFactor.biases: cannot use NaN: it must be a finite number at least 0",
    ],
    [
      { constraint: "maxnorm" },
      'layers[0].constraint: cannot use "maxnorm": it must be "max-norm" or "non-negative" or "unit-norm"; did you mean max-norm?',
    ],
    [
      { constraint: { kind: "max-norm", limit: 0 } },
      "layers[0].constraint.limit: cannot use 0: it must be a finite number above 0; leave it out for 2",
    ],
    [
      { constraint: { kind: "unit-norm", limit: 2 } },
      "layers[0].constraint.limit: cannot be read: unit-norm has no such field; known are kind",
    ],
    [
      { constraint: 2 },
      'layers[0].constraint: cannot use 2: it must be max-norm, non-negative or unit-norm, or { kind: "max-norm", limit }',
    ],
    [{ frozen: true }, "layers[0].frozen: cannot be read: a dense layer has no such field; did you mean trainable?"],
    [
      { kernelConstraint: 2 },
      "layers[0].kernelConstraint: cannot be read: a dense layer has no such field; did you mean constraint?",
    ],
  ])("of a layer: %j is refused in one line", (habits, message) => {
    expect(() => defineModel(model(habits))).toThrow(expect.objectContaining({ name: "SpecError", message }));
  });

  test.each<[object, string]>([
    [{ accumulate: 0 }, "optimizer.accumulate: cannot use 0: it must be a whole number at least 1; leave it out for 1"],
    [
      { accumulate: 1.5 },
      "optimizer.accumulate: cannot use 1.5: it must be a whole number at least 1; leave it out for 1",
    ],
    [{ ema: 1 }, "optimizer.ema: cannot use 1: it must be a finite number at least 0 and below 1"],
    [
      { ema: "yes" },
      'optimizer.ema: cannot use "yes": it must be a decay at least 0 and below 1, or { decay, correction }',
    ],
    [
      { ema: { momentum: 0.9 } },
      "optimizer.ema.momentum: cannot be read: a moving average has no such field; did you mean decay?",
    ],
    [
      { ema: { decay: 0.9, correction: "ramp" } },
      'optimizer.ema.correction: cannot use "ramp": it must be "none" or "bias" or "warmup"; did you mean warmup?; leave it out for "none"',
    ],
    [
      { weightDecayOn: "kernels" },
      'optimizer.weightDecayOn: cannot use "kernels": it must be "all" or "weights"; did you mean weights?; leave it out for "all"',
    ],
    [
      { gradientAccumulationSteps: 4 },
      "optimizer.gradientAccumulationSteps: cannot be read: keras3's adam has no such field; did you mean accumulate?",
    ],
    [{ useEma: true }, "optimizer.useEma: cannot be read: keras3's adam has no such field; did you mean ema?"],
  ])("of an optimizer: %j is refused in one line", (habits, message) => {
    expect(() => defineOptimizer({ kind: "adam", ...habits } as OptimizerInput)).toThrow(
      expect.objectContaining({ name: "SpecError", message }),
    );
  });

  test("of a layer without tensors, and of a model without anything to train, is refused", () => {
    const layers = [{ kind: "dropout", rate: 0.1, trainable: false }, ...model().layers];
    expect(() => defineModel({ ...model(), layers } as ModelInput)).toThrow(
      "layers[0].trainable: cannot be read: a dropout layer has no such field",
    );
    expect(() => defineModel(model({ trainable: false }, { trainable: false }))).toThrow(
      "layers: cannot all have trainable: false: nothing would be trained; leave it out in one",
    );
  });
});

test("a plain training's plan is as without habits: plain descent stays part of the products", () => {
  const plan = (first: object, optimizer: OptimizerInput) => {
    const planned = planTraining(defineModel(model(first)), defineOptimizer(optimizer), false);
    return planned.plan.step(true, planned.optimizer.operations, false).map(({ kind }) => kind);
  };
  expect(plan({}, "sgd").at(-1)).toBe("update");
  expect(plan({}, "sgd").filter((kind) => kind === "blend" || kind === "constrain")).toEqual([]);
  expect(plan({ constraint: "unit-norm" }, "sgd").at(-1)).toBe("constrain");
  expect(plan({}, { kind: "sgd", ema: 0.9 }).at(-1)).toBe("blend");
});

describe("frozen", () => {
  test("a layer's bits stay, it has no state, and nothing is computed for it", async () => {
    using trainer = await createTrainer({ model: model({ trainable: false }), optimizer: "adam" });
    const before = trainer.weights().filter(({ name }) => name.startsWith("body"));
    await trainer.fit(data, fit);
    expect(trainer.weights().filter(({ name }) => name.startsWith("body"))).toEqual(before);
    const { arrays } = decodeCheckpoint(trainer.checkpoint());
    expect(arrays.find(({ name }) => name === "optimizer.mean")!.values.length).toBe(6 * 3 + 3);
    const { plan } = planTraining(trainer.model, trainer.optimizer, false);
    const kinds = plan.gradient(true).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind.startsWith("dense"))).toEqual(["dense", "dense", "dense-gradient"]);
    expect(kinds).not.toContain("activate-backward");
  });

  test("between others, gradients go through it", async () => {
    using trainer = await createTrainer({ model: model({}, { trainable: false }), optimizer: "adam" });
    const head = trainer.weights().slice(2);
    const body = valuesOf(trainer, "body.weights");
    await trainer.fit(data, fit);
    expect(trainer.weights().slice(2)).toEqual(head);
    expect(valuesOf(trainer, "body.weights")).not.toEqual(body);
  });
});

describe("a block", () => {
  const block = (own: object, inner: object = {}): ModelInput =>
    ({
      ...{ inputs: 4, loss: "softmax-cross-entropy" },
      layers: [
        { kind: "dense", name: "first", units: 5 },
        {
          ...{ kind: "residual", name: "block", ...own },
          layers: [{ kind: "dense", name: "in", units: 6, activation: "tanh", ...inner }],
        },
        { kind: "dense", name: "last", units: 3 },
      ],
    }) as ModelInput;

  test("that is frozen is frozen with all layers in it, and gradients go through it", async () => {
    using trainer = await createTrainer({ model: block({ trainable: false }), optimizer: "adam" });
    const isWithin = ({ name }: { readonly name: string }): boolean => /^(?:block|in)\./.test(name);
    const [still, moving] = [trainer.weights().filter(isWithin), valuesOf(trainer, "first.weights")];
    expect(still.map(({ name }) => name)).toEqual(["in.weights", "in.biases", "block.projection"]);
    await trainer.fit(data, fit);
    expect(trainer.weights().filter(isWithin)).toEqual(still);
    expect(valuesOf(trainer, "first.weights")).not.toEqual(moving);
  });

  test("gives its layers its factors and constraint, but for those of their own", async () => {
    const moved = async (model: ModelInput) => {
      using trainer = await createTrainer({ model, optimizer: { kind: "sgd", learningRate: 0.1 } });
      const before = trainer.weights();
      trainer.step(data);
      return before.flatMap(({ name }, i) =>
        trainer.weights()[i]!.values.every((value, n) => value === before[i]!.values[n]) ? [] : [name],
      );
    };
    const own = ["first.weights", "first.biases", "last.weights", "last.biases"];
    expect(await moved(block({ rateFactor: 0 }))).toEqual(own);
    expect(await moved(block({ rateFactor: 0 }, { rateFactor: { weights: 0.5, biases: 0 } }))).toEqual([
      ...["first.weights", "first.biases", "in.weights", "last.weights", "last.biases"],
    ]);
    using held = await trained({ model: block({ constraint: "non-negative" }) });
    for (const name of ["in.weights", "block.projection"])
      expect(Math.min(...Array.from(valuesOf(held, name)))).toBe(0);
  });
});

describe("a repeat", () => {
  const dense: LayerInput = { kind: "dense", units: 4 };
  const layersOf = (own: object, ...layers: LayerInput[]) =>
    defineModel({
      inputs: 4,
      layers: [{ kind: "repeat", name: "all", times: 2, layers, ...own } as LayerInput, { kind: "dense", units: 2 }],
      loss: "softmax-cross-entropy",
    }).layers.slice(0, -1);

  test("gives its layers its habits, but for those of their own, and those that a kind does not take", () => {
    const habits = {
      trainable: false,
      rateFactor: 0.5,
      decayFactor: { weights: 1, biases: 0 },
      constraint: "unit-norm",
    };
    const held = { ...habits, constraint: { kind: "unit-norm" } };
    const drop: LayerInput = { kind: "dropout", rate: 0.5 };
    const own = { ...dense, trainable: true, rateFactor: 2 } as LayerInput;
    const given = layersOf(habits, dense, drop, own, { kind: "layer-norm" }, { kind: "residual", layers: [dense] });
    const { trainable: _, ...trained } = held;
    const { constraint: _constraint, ...unheld } = held;
    for (const copy of [given.slice(0, 5), given.slice(5)]) {
      const [first, dropped, second, norm, block] = copy;
      expect(first).toMatchObject(held);
      expect(Object.keys(dropped!)).toEqual(["kind", "name", "rate"]);
      expect(second).toMatchObject({ ...trained, rateFactor: 2 });
      expect(second).not.toHaveProperty("trainable");
      expect(norm).toMatchObject(unheld);
      expect(norm).not.toHaveProperty("constraint");
      expect(block).toMatchObject(held);
    }
    // what it is written out as
    const plain = defineModel({
      ...{ inputs: 4, loss: "softmax-cross-entropy" },
      layers: [...given, { kind: "dense", name: "layer2", units: 2 }] as LayerInput[],
    });
    expect(plain.layers.slice(0, -1)).toEqual(given);
  });

  test("in a repeat gives on what it was given", () => {
    const inner = { kind: "repeat", times: 2, layers: [dense], rateFactor: 0.5 } as LayerInput;
    for (const layer of layersOf({ rateFactor: 0.1, trainable: false }, inner)) {
      expect(layer).toMatchObject({ rateFactor: 0.5, trainable: false });
    }
  });

  test.each<[object, LayerInput, string]>([
    [{ rateFactor: -1 }, dense, "layers[0].rateFactor: cannot use -1: it must be a finite number at least 0"],
    [{ frozen: true }, dense, "layers[0].frozen: cannot be read: a repeat has no such field; did you mean trainable?"],
    [
      { trainable: false },
      { kind: "dropout", rate: 0.5 },
      "layers[0].trainable: cannot be given to its layers: none of them takes it; leave it out",
    ],
    [
      { trainable: false },
      { kind: "dens" } as never,
      'layers[0].layers[0].kind: cannot use "dens": did you mean dense?',
    ],
  ])("%j is refused in one line", (own, layer, message) => {
    expect(() => layersOf(own, layer)).toThrow(message);
  });
});

describe("a moving average", () => {
  test("evaluates, predicts, is told by weights() and kept by a checkpoint; the training goes on from the weights", async () => {
    using averaged = await trained({ optimizer: { kind: "adam", ema: 0.9 } });
    using plain = await trained({});
    const { arrays } = decodeCheckpoint(averaged.checkpoint());
    const last = arrays.find(({ name }) => name === "parameters")!.values;
    expect(last).toEqual(decodeCheckpoint(plain.checkpoint()).arrays.find(({ name }) => name === "parameters")!.values);
    using other = await createTrainer({ model: model(), optimizer: "adam" });
    other.setWeights(averaged.weights());
    expect(await averaged.predict(data.x)).toEqual(await other.predict(data.x));
    expect(await averaged.evaluate(data)).toEqual(await other.evaluate(data));
    expect(await averaged.predict(data.x)).not.toEqual(await plain.predict(data.x));
    using restored = await restoreTrainer(averaged.checkpoint());
    expect(await restored.predict(data.x)).toEqual(await other.predict(data.x));
  });

  test("is the weights before the first update, and after they were set", async () => {
    using averaged = await createTrainer({ model: model(), optimizer: { kind: "adam", ema: 0.9 } });
    using plain = await createTrainer({ model: model(), optimizer: "adam" });
    expect(await averaged.predict(data.x)).toEqual(await plain.predict(data.x));
    await averaged.fit(data, fit);
    averaged.setWeights(plain.weights());
    expect(await averaged.predict(data.x)).toEqual(await plain.predict(data.x));
  });

  test("is what early stopping judges and puts back", async () => {
    const optimizer = { kind: "sgd", learningRate: 3, ema: 0.5 } as const;
    const earlyStopping = { metric: "validation-loss", patience: 2 } as const;
    using trainer = await createTrainer({ model: model(), optimizer });
    const reports = await trainer.fit(data, { ...fit, epochs: 12, validation: data, earlyStopping });
    const { keptEpoch } = reports.at(-1)!;
    expect(keptEpoch).toBeLessThan(reports.length);
    expect((await trainer.evaluate(data)).loss).toBe(reports[keptEpoch - 1]!.validation!.loss);
  });
});

test("a step adds a batch, and every third makes an update", async () => {
  using trainer = await createTrainer({ model: model(), optimizer: { kind: "sgd", accumulate: 3 } });
  const counts = Array.from({ length: 7 }, () => {
    trainer.step(data);
    return trainer.stepCount;
  });
  expect(counts).toEqual([0, 0, 1, 1, 1, 2, 2]);
});

test("steps that are told are updates", async () => {
  const told: object[] = [];
  const onStep = (step: object): void => void told.push(step);
  using trainer = await trained(
    { optimizer: { kind: "sgd", accumulate: 2 } },
    { ...fit, epochs: 1, batchSize: 5, onStep },
  );
  expect(told).toMatchObject([1, 2, 3].map((step) => ({ epoch: 1, step, stepsPerEpoch: 3, stepOfEpoch: step })));
  expect(trainer.stepCount).toBe(3);
});

test("constraints hold after every update", async () => {
  using trainer = await trained({
    model: model({ constraint: { kind: "max-norm", limit: 0.3 } }, { constraint: "non-negative" }),
  });
  const [body, head] = [valuesOf(trainer, "body.weights"), valuesOf(trainer, "head.weights")];
  for (let o = 0; o < 6; o++) {
    const norm = Math.hypot(...Array.from({ length: 4 }, (_, i) => body[i * 6 + o]!));
    expect(norm).toBeLessThanOrEqual(0.3 * (1 + 1e-6));
  }
  expect(Math.min(...Array.from(head))).toBe(0);
});

describe("a start from another model", () => {
  const wider = (): ModelInput => model({}, { units: 5, name: "wide" });

  test("takes tensors by name, of a checkpoint or a list, and tells which", async () => {
    using first = await trained({});
    for (const given of [first.checkpoint(), first.weights()]) {
      using second = await createTrainer({
        model: wider(),
        optimizer: "sgd",
        seed: 9,
        start: { model: given, layers: ["body"] },
      });
      expect(second.weights().slice(0, 2)).toEqual(first.weights().slice(0, 2));
      expect(second.started).toEqual({
        taken: ["body.weights", "body.biases"],
        left: [],
        unused: ["head.weights", "head.biases"],
      });
    }
    using lenient = await createTrainer({
      model: wider(),
      optimizer: "sgd",
      start: { model: first.weights(), strict: false },
    });
    expect(lenient.started).toEqual({
      taken: ["body.weights", "body.biases"],
      left: ["wide.weights", "wide.biases"],
      unused: ["head.weights", "head.biases"],
    });
    using alike = await createTrainer({
      model: model(),
      optimizer: "sgd",
      seed: 9,
      start: { model: first.checkpoint() },
    });
    expect(alike.weights()).toEqual(first.weights());
    expect(first.started).toBeNull();
  });

  test("takes the averages of a model that has them, and frozen tensors", async () => {
    using first = await trained({ model: model({ trainable: false }), optimizer: { kind: "adam", ema: 0.9 } });
    using second = await createTrainer({
      model: model(),
      optimizer: { kind: "sgd", ema: 0.9 },
      start: { model: first.checkpoint() },
    });
    expect(second.weights()).toEqual(first.weights());
    expect(await second.predict(data.x)).toEqual(await first.predict(data.x));
  });

  test.each<[string, object, new (...given: never[]) => Error, string]>([
    [
      "a tensor that is not there",
      {},
      DataError,
      "Cannot start from the model: it has no wide.weights; name the layers that match, or give strict: false",
    ],
    [
      "another shape",
      { rename: "wide" },
      DataError,
      "Cannot start from the model: wide.weights is [6, 3] there and [6, 5] here; name the layers that match, or give strict: false",
    ],
    [
      "an unknown layer",
      { layers: ["bod"] },
      SpecError,
      'start.layers[0]: cannot be "bod": the model has no such layer with tensors; it has body, wide',
    ],
    [
      "no layers",
      { layers: "body" },
      SpecError,
      'start.layers: cannot use "body": it must be a list of layers\' names',
    ],
    [
      "another word",
      { layer: [] },
      SpecError,
      "start.layer: cannot be read: start has no such option; did you mean layers?",
    ],
    [
      "no model",
      { model: 3 },
      SpecError,
      "start.model: cannot use 3: it must be the bytes of a checkpoint, or the tensors that trainer.weights() gives",
    ],
  ])("%s is refused in one line", async (_, { rename, ...change }: { readonly rename?: string }, kind, message) => {
    using first = await createTrainer({ model: model({}, { name: rename ?? "head" }), optimizer: "sgd" });
    const start = { model: first.weights(), ...change };
    const made = createTrainer({ model: wider(), optimizer: "sgd", start });
    await expect(made).rejects.toThrow(kind);
    await expect(made).rejects.toThrow(message);
  });

  test("that takes nothing by its names is refused, but not an empty list of layers", async () => {
    using first = await createTrainer({ model: model({ name: "a" }, { name: "b" }), optimizer: "sgd" });
    const start = { model: first.weights(), strict: false };
    await expect(createTrainer({ model: model(), optimizer: "sgd", start })).rejects.toThrow(
      "Cannot start from the model: no tensor of it has the name and the shape of one here; name the layers alike",
    );
    using none = await createTrainer({ model: model(), optimizer: "sgd", start: { ...start, layers: [] } });
    expect(none.started!.taken).toEqual([]);
  });
});
