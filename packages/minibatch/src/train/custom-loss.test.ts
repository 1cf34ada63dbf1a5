import { describe, expect, test } from "vitest";
import "../every-kind.ts";
import { eagerly } from "../../test/eager-threads.ts";
import { expectClose } from "../../test/expect-close.ts";
import type { Dataset } from "../data/dataset.ts";
import { nodeThreads } from "../hosts/node.ts";
import { exp } from "../math/exp.ts";
import type { ModelInput } from "../model/define-model.ts";
import { createNormalSource } from "../random/normal.ts";
import { createStream } from "../random/stream.ts";
import { createTrainer, type TrainerOptions } from "./create-trainer.ts";
import { DivergedError } from "./diverged-error.ts";
import type { CustomLoss } from "./own-loss.ts";
import type { Trainer } from "./trainer.ts";

const MODEL: ModelInput = {
  inputs: 5,
  layers: [
    { kind: "dense", units: 9, activation: "tanh", regularizer: { l2: 0.01 } },
    { kind: "dropout", rate: 0.3 },
    { kind: "dense", units: 3 },
  ],
  loss: "mean-squared-error",
};
const ADAM: TrainerOptions = { model: MODEL, optimizer: { kind: "adam", learningRate: 0.01 }, seed: 4 };

function draw(rows: number, columns: number, seed = 1): Float64Array {
  const next = createNormalSource(createStream(seed, "data"));
  return Float64Array.from({ length: rows * columns }, next);
}

function batchOf(rows: number, seed = 1): Dataset {
  const x = Float32Array.from(draw(rows, 5, seed));
  const y = Float32Array.from(draw(rows, 3, seed + 100));
  return { x: { kind: "dense", rows, features: 5, values: x, scale: 1 }, y: { kind: "values", columns: 3, values: y } };
}

/** As the library's own, formula for formula, each result rounded as its kernel rounds it. */
const squared: CustomLoss = ({ values }, targets) => {
  const round = values instanceof Float32Array ? Math.fround : (value: number) => value;
  const scale = 1 / values.length;
  const gradient = new Float64Array(values.length);
  let loss = 0;
  for (let i = 0; i < values.length; i++) {
    const error = round(values[i]! - targets.values[i]!);
    loss += error * error;
    gradient[i] = round(2 * error * round(scale));
  }
  return { loss: loss * scale, gradient };
};

const weightsOf = (trainer: Trainer) => trainer.weights().map(({ name, values }) => [name, Array.from(values)]);

describe.each<[string, Partial<TrainerOptions>]>([
  ["wasm, strict", { numerics: "strict" }],
  ["wasm, fast", { numerics: "fast" }],
  ["the float64 reference", { precision: "float64" }],
])("on %s", (_, where) => {
  test("mean squared error of one's own is the library's: dropout, penalties, momentum and all", async () => {
    using built = await createTrainer({ ...ADAM, ...where });
    using own = await createTrainer({ ...ADAM, ...where });
    for (const [step, rows] of [1, 4, 7, 33, 8].entries()) {
      const batch = batchOf(rows, step);
      const [expected, given] = [built.step(batch), own.step(batch, { loss: squared })];
      expectClose([given], [expected], { abs: 1e-12, rel: 1e-6 });
    }
    expect(weightsOf(own)).toEqual(weightsOf(built));
    expect(own.stepCount).toBe(5);
  });
});

test("any number of threads gives the same bits", async () => {
  const wide: ModelInput = {
    ...MODEL,
    layers: [
      { kind: "dense", units: 200, activation: "relu" },
      { kind: "dense", units: 3 },
    ],
  };
  const weights: unknown[] = [];
  for (const count of [1, 2, 3]) {
    const threads = eagerly(nodeThreads({ count }));
    using trainer = await createTrainer({ ...ADAM, model: wide, capacity: 256, threads });
    // what starts them: a step does not
    for (let pass = 0; pass < 3; pass++) await trainer.predict(batchOf(256).x);
    for (let step = 0; step < 12; step++) trainer.step(batchOf(256, step), { loss: squared });
    if (count > 1) expect(threads.started()).toBe(count - 1);
    weights.push(weightsOf(trainer));
  }
  expect(weights[1]).toEqual(weights[0]);
  expect(weights[2]).toEqual(weights[0]);
});

/** log(1 + e^(t - y)) of every output, weighted by column: no loss of the library. */
const softplus: CustomLoss = ({ rows, features, values }, targets) => {
  const gradient = new Float64Array(values.length);
  let loss = 0;
  for (let i = 0; i < values.length; i++) {
    const weight = (1 + (i % features)) / rows;
    const e = exp(targets.values[i]! - values[i]!);
    loss += weight * Math.log(1 + e);
    gradient[i] = (-weight * e) / (1 + e);
  }
  return { loss, gradient };
};

test("its gradient reaches every weight: central differences in float64", async () => {
  const model: ModelInput = {
    ...MODEL,
    layers: [
      { kind: "dense", units: 4, activation: "tanh" },
      { kind: "dense", units: 3 },
    ],
  };
  const start = { model, seed: 2, precision: "float64", optimizer: { kind: "sgd", learningRate: 1 } } as const;
  const batch = batchOf(6);
  using trainer = await createTrainer(start);
  const before = trainer.weights();
  trainer.step(batch, { loss: softplus });
  const after = trainer.weights();
  using other = await createTrainer(start);
  const lossNow = async (): Promise<number> => {
    const values = await other.predict(batch.x);
    return softplus({ kind: "dense", rows: 6, features: 3, values, scale: 1 }, batch.y).loss;
  };
  const h = 1e-5;
  for (const [i, { name, values }] of before.entries()) {
    const numeric: number[] = [];
    for (let at = 0; at < values.length; at++) {
      const lossWith = (change: number): Promise<number> => {
        const moved = Float64Array.from(values);
        moved[at]! += change;
        other.setWeights([{ name, values: moved }]);
        return lossNow();
      };
      numeric.push(((await lossWith(h)) - (await lossWith(-h))) / (2 * h));
    }
    other.setWeights([{ name, values }]);
    const exact = Array.from(values, (value, at) => value - after[i]!.values[at]!);
    expectClose(exact, numeric, { abs: 1e-9, rel: 1e-6 });
  }
});

test("it trains: quantiles that no loss of the library gives", async () => {
  const levels = [0.1, 0.5, 0.9];
  /** pinball loss, with one target a row: the targets need not be as many as the outputs */
  const pinball: CustomLoss = ({ rows, features, values }, targets) => {
    const gradient = new Float64Array(values.length);
    let loss = 0;
    for (let i = 0; i < values.length; i++) {
      const level = levels[i % features]!;
      const error = targets.values[Math.floor(i / features)]! - values[i]!;
      loss += Math.max(level * error, (level - 1) * error) / rows;
      gradient[i] = (error > 0 ? -level : 1 - level) / rows;
    }
    return { loss, gradient };
  };
  const rows = 2_000;
  const noise = draw(rows, 1, 7);
  const x = Float32Array.from(draw(rows, 1, 8));
  const batch: Dataset = {
    x: { kind: "dense", rows, features: 1, values: x, scale: 1 },
    y: { kind: "values", columns: 1, values: Float32Array.from(noise) },
  };
  const model: ModelInput = { inputs: 1, layers: [{ kind: "dense", units: 3 }], loss: "mean-squared-error" };
  using trainer = await createTrainer({ model, optimizer: { kind: "adam", learningRate: 0.05 } });
  for (let step = 0; step < 400; step++) trainer.step(batch, { loss: pinball });
  const given = await trainer.predict({ kind: "dense", rows: 1, features: 1, values: new Float32Array(1), scale: 1 });
  // of the standard normal distribution: -1.2816, 0, 1.2816
  expectClose(Array.from(given), [-1.2816, 0, 1.2816], { abs: 0.1, rel: 0 });
});

describe("is told what is wrong, before a weight changes", () => {
  test.each<[string, unknown, RegExp]>([
    [
      "too few",
      { loss: 1, gradient: [1, 2] },
      /^loss: gave a gradient of 2 numbers; give \{ loss, gradient \}, the gradient 12 numbers, 4 rows of 3 outputs$/,
    ],
    ["no list", { loss: 1, gradient: 3 }, /^loss: gave a gradient of 3, which is no list/],
    ["no gradient", { loss: 1 }, /^loss: gave \{"loss":1\}; give/],
    ["a promise", Promise.resolve(), /^loss: gave a promise; give/],
    ["text", { loss: "1", gradient: new Float32Array(12) }, /^loss: gave a loss of "1", which is no number/],
  ])("%s", async (_, result, message) => {
    using trainer = await createTrainer(ADAM);
    const before = weightsOf(trainer);
    expect(() => trainer.step(batchOf(4), { loss: (() => result) as CustomLoss })).toThrow(message);
    expect(weightsOf(trainer)).toEqual(before);
    expect(trainer.stepCount).toBe(0);
  });

  test("numbers that are not finite stop it as a divergence, with the place", async () => {
    using trainer = await createTrainer(ADAM);
    const before = weightsOf(trainer);
    const nowhere: CustomLoss = () => ({ loss: Number.NaN, gradient: new Float32Array(12) });
    expect(() => trainer.step(batchOf(4), { loss: nowhere })).toThrow(DivergedError);
    expect(() => trainer.step(batchOf(4), { loss: nowhere })).toThrow(
      /^Training stopped at step 1: the value of the custom loss is NaN at index 0 .*a division by 0/,
    );
    const gradient = new Float32Array(12);
    gradient[7] = Number.POSITIVE_INFINITY;
    expect(() => trainer.step(batchOf(4), { loss: () => ({ loss: 1, gradient }) })).toThrow(
      /the gradient of the custom loss is Infinity at index 7/,
    );
    expect(weightsOf(trainer)).toEqual(before);
  });

  test("what is no function, rows that do not fit, and targets of another number of rows", async () => {
    using trainer = await createTrainer(ADAM);
    expect(() => trainer.step(batchOf(4), { loss: "huber" as never })).toThrow(/^loss: /);
    const { x, y } = batchOf(4);
    expect(() => trainer.step({ x: { ...x, features: 4 } as never, y }, { loss: squared })).toThrow(/4 features/);
    expect(() => trainer.step({ x, y: batchOf(5).y }, { loss: squared })).toThrow(
      "Cannot use the batch: 4 rows but 15 targets; give 3 numbers a row",
    );
  });
});

test("rows with weights, which the function would not see, are refused before anything is computed", async () => {
  using trainer = await createTrainer({ ...ADAM, precision: "float64" });
  const before = trainer.checkpoint();
  let calls = 0;
  const counted: CustomLoss = (...given) => {
    calls++;
    return squared(...given);
  };
  for (const weights of [Float32Array.of(1, 1, 2, 0), Float32Array.of(NaN, 1, 1, 1), Float64Array.of(1)]) {
    expect(() => trainer.step({ ...batchOf(4), weights }, { loss: counted })).toThrow(
      /^Cannot use the batch: it has weights, which a loss of one's own is not told; let the function [^\n]*$/,
    );
  }
  expect(calls).toBe(0);
  expect(trainer.checkpoint()).toEqual(before);
});

test("fit takes none, and says what does", async () => {
  using trainer = await createTrainer(ADAM);
  await expect(trainer.fit(batchOf(4), { epochs: 1, loss: squared } as object as { epochs: number })).rejects.toThrow(
    "loss: cannot be given to fit, which trains by the model's loss; one of your own is for trainer.step(batch, { loss })",
  );
});
