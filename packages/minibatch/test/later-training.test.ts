/**
 * A trainer on an executor whose tensors are elsewhere and which answers later: what waits gives the same bits, what
 * cannot wait says so.
 */
import { describe, expect, test } from "vitest";
import {
  createTrainer,
  type Dataset,
  DivergedError,
  type FitOptions,
  restoreTrainer,
  type Trainer,
  type TrainerOptions,
} from "../src/index.ts";
import { createReferenceBackend } from "../src/reference/backend.ts";
import { elsewhere } from "./elsewhere-executor.ts";
import { drawBlobs, drawSparse } from "./toy-data.ts";

const here = createReferenceBackend("float32");
const there = elsewhere(here);

const blobs = drawBlobs(50, 6, 3, 1);
const sparse = drawSparse(50, 20, 3, 0.2, 1);
const hidden = { kind: "dense", units: 5, activation: "gelu", regularizer: { l1: 1e-3, l2: 1e-3 } } as const;
const last = { kind: "dense", units: 3 } as const;
const dropout = { kind: "dropout", rate: 0.3 } as const;
const modelOf = (inputs: number, ...layers: TrainerOptions["model"]["layers"]): TrainerOptions["model"] => ({
  inputs,
  layers,
  loss: "softmax-cross-entropy",
});
const fit: FitOptions = { epochs: 3, batchSize: 8 };

const open = (backend: typeof here, options: TrainerOptions): Promise<Trainer> =>
  createTrainer({ seed: 3, ...options, backend });

type Case = readonly [string, TrainerOptions, Dataset, FitOptions];
const cases: readonly Case[] = [
  ["plain descent", { model: modelOf(6, hidden, last), optimizer: "sgd" }, blobs, fit],
  [
    "dropout, entries, nadam with its scalar, decay and clipping",
    {
      model: modelOf(20, hidden, dropout, last),
      optimizer: { kind: "nadam", weightDecay: 0.1, clipNorm: 0.5 },
      capacity: 8,
    },
    sparse,
    { ...fit, validation: sparse, evaluateTrain: true },
  ],
  [
    "the doctor, clipping by value, a schedule that looks at the loss",
    {
      model: modelOf(6, hidden, last),
      optimizer: { kind: "adam", clipValue: 0.1, schedule: { kind: "reduce-on-plateau", metric: "train-loss" } },
    },
    blobs,
    { ...fit, doctor: true, evaluateTrain: true },
  ],
  [
    "early stopping that puts the best epoch's weights back",
    { model: modelOf(6, dropout, hidden, last), optimizer: { kind: "sgd", learningRate: 3 } },
    blobs,
    { ...fit, epochs: 9, validation: blobs, earlyStopping: { metric: "validation-loss", patience: 2 } },
  ],
  [
    "steps that are told one by one, a batch beyond the capacity",
    { model: modelOf(6, hidden, last), optimizer: { kind: "adamw" }, capacity: 3 },
    blobs,
    { ...fit, onStep: () => undefined },
  ],
];

test.each(cases)("%s: reports, figures and predictions are those of one that answers at once", async (...one) => {
  const [, options, data, how] = one;
  const outcomes = [];
  for (const backend of [here, there]) {
    using trainer = await open(backend, options);
    const reports = await trainer.fit(data, how);
    const figures = await trainer.evaluate(data);
    outcomes.push({ reports, figures, predictions: await trainer.predict(data.x), steps: trainer.stepCount });
  }
  expect(outcomes[1]).toEqual(outcomes[0]);
  expect(outcomes[0].reports.length).toBeGreaterThan(1);
});

test("a checkpoint is taken up, and the training goes on as it would have", async () => {
  const [, options, data, how] = cases[1];
  using whole = await open(here, options);
  await whole.fit(data, { ...how, epochs: 1 });
  using resumed = await restoreTrainer(whole.checkpoint(), { backend: there, numerics: "fast" });
  expect(await resumed.fit(data, how)).toEqual(await whole.fit(data, how));
  expect(await resumed.predict(data.x)).toEqual(await whole.predict(data.x));
});

test.each([
  ["in the loss", { kind: "sgd", learningRate: 1e20 }],
  ["where it would be clipped", { kind: "sgd", learningRate: 1e20, clipValue: 1e19 }],
] as const)("a training that diverges is told the same, %s", async (_, optimizer) => {
  const failures = [];
  for (const backend of [here, there]) {
    using trainer = await open(backend, { model: modelOf(6, hidden, last), optimizer });
    failures.push(await trainer.fit(blobs, { ...fit, epochs: 9 }).catch((error: unknown) => error));
  }
  expect(failures[0]).toBeInstanceOf(DivergedError);
  expect(failures[1]).toEqual(failures[0]);
});

test("a training that is given up ends, and another begins", async () => {
  const options: TrainerOptions = { model: modelOf(6, hidden, last), optimizer: "sgd" };
  using trainer = await open(there, options);
  const signal = { aborted: false, reason: new Error("enough") };
  const stop = ({ step }: { readonly step: number }): void => {
    signal.aborted = step >= 3;
  };
  await expect(trainer.fit(blobs, { ...fit, signal, onStep: stop })).rejects.toThrow("enough");
  expect(trainer.stepCount).toBe(3);
  for await (const _ of trainer.epochs(blobs, fit)) break;
  expect(await trainer.fit(blobs, fit)).toHaveLength(2);
  using straight = await open(here, options);
  await straight.fit(blobs, fit);
  expect(await trainer.predict(blobs.x)).toEqual(await straight.predict(blobs.x));
});

test("what is asked for meanwhile disturbs neither the training nor each other", async () => {
  const options: TrainerOptions = { model: modelOf(6, hidden, dropout, last), optimizer: "adam", capacity: 16 };
  const how: FitOptions = { ...fit, validation: drawBlobs(20, 6, 3, 2), evaluateTrain: true, doctor: true };
  using alone = await open(here, options);
  const expected = await alone.fit(blobs, how);
  using trainer = await open(there, options);
  let isDone = false;
  const fitted = trainer.fit(blobs, how).finally(() => {
    isDone = true;
  });
  const others = drawBlobs(33, 6, 3, 3);
  let asked = 0;
  for (; !isDone; asked++) {
    await Promise.all([trainer.predict(others.x), trainer.evaluate(others)]);
  }
  expect(asked).toBeGreaterThan(3);
  expect(await fitted).toEqual(expected);
  expect(await Promise.all([trainer.evaluate(others), trainer.evaluate(blobs), trainer.predict(blobs.x)])).toEqual([
    await alone.evaluate(others),
    await alone.evaluate(blobs),
    await alone.predict(blobs.x),
  ]);
});

describe("memory is given back", () => {
  /** The backend, which of its executors are open, and from which of all writes on they fail. */
  function counting(failsFrom = Number.POSITIVE_INFINITY) {
    const open = new Set<unknown>();
    let writes = 0;
    const backend: typeof there = {
      ...there,
      open(space) {
        const executor = there.open(space);
        const [dispose, write] = [executor.dispose.bind(executor), executor.write.bind(executor)];
        open.add(executor);
        executor.dispose = () => {
          open.delete(executor);
          dispose();
        };
        executor.write = (...what) =>
          ++writes >= failsFrom ? Promise.reject(new Error("the device is gone")) : write(...what);
        return executor;
      },
    };
    return { backend, open };
  }
  const options: TrainerOptions = { model: modelOf(6, hidden, last), optimizer: "adam", capacity: 4 };

  test("where a trainer cannot be made, or restored", async () => {
    const first = counting(2);
    await expect(open(first.backend, options)).rejects.toThrow("the device is gone");
    expect(first.open.size).toBe(0);
    using trainer = await open(here, options);
    const second = counting(2);
    const restored = restoreTrainer(trainer.checkpoint(), { backend: second.backend, numerics: "fast" });
    await expect(restored).rejects.toThrow("the device is gone");
    expect(second.open.size).toBe(0);
  });

  test.each([1, 2, 3, 4, 5, 6])(
    "where a trainer is disposed of while it moves to more, after %i turns",
    async (turns) => {
      const { backend, open: opened } = counting();
      const trainer = await open(backend, options);
      const fitted = trainer.fit(blobs, fit);
      fitted.catch(() => undefined);
      while (opened.size < 2) await new Promise(setImmediate);
      for (let turn = 1; turn < turns; turn++) await new Promise(setImmediate);
      trainer.dispose();
      await expect(fitted).rejects.toThrow(/disposed/);
      expect(opened.size).toBe(0);
      await expect(trainer.predict(blobs.x)).rejects.toThrow("Cannot use the trainer");
    },
  );
});

describe("what returns at once", () => {
  const calls: readonly (readonly [string, string, (trainer: Trainer) => unknown])[] = [
    ["step", "make a step", (trainer) => trainer.step(blobs)],
    ["weights", "read the weights", (trainer) => trainer.weights()],
    [
      "setWeights",
      "set weights",
      (trainer) => trainer.setWeights([{ name: "layer1.biases", values: new Float32Array(5).fill(9) }]),
    ],
    ["checkpoint", "save the trainer", (trainer) => trainer.checkpoint()],
  ];

  test.each(calls)("%s is refused before anything is changed", async (_, action, call) => {
    const options: TrainerOptions = { model: modelOf(6, hidden, last), optimizer: "sgd", capacity: 4 };
    using trainer = await open(there, options);
    const before = await trainer.predict(blobs.x);
    expect(() => call(trainer)).toThrow(
      new TypeError(
        `Cannot ${action}: the backend ${there.name} answers later; use fit, evaluate or predict, which wait`,
      ),
    );
    expect(await trainer.predict(blobs.x)).toEqual(before);
    expect(trainer.stepCount).toBe(0);
    expect(await trainer.fit(blobs, fit)).toHaveLength(3);
  });
});
