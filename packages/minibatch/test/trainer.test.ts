/** The trainer as its users see it: it learns, stops, gives way, and says in one line what it cannot do. */
import { describe, expect, test } from "vitest";
import { compressRows } from "../src/data/compress-rows.ts";
import type { Dataset, DenseRows } from "../src/data/dataset.ts";
import { DataError, SpecError } from "../src/errors.ts";
import type { ModelInput } from "../src/model/define-model.ts";
import type { Backend } from "../src/plan/executor.ts";
import { createTrainer, restoreTrainer, type TrainerOptions } from "../src/train/create-trainer.ts";
import type { EpochReport, FitOptions } from "../src/train/fit-options.ts";
import type { Trainer } from "../src/train/trainer.ts";
import type { NamedTensor } from "../src/train/weights.ts";
import { loadBackend } from "../src/wasm/load.ts";
import { expectClose } from "./expect-close.ts";
import { classes, denseRows, drawBlobs, drawSparse, drawSpiral, targets, xor } from "./toy-data.ts";
import { everyWasmBackend } from "./wasm-backends.ts";

const twoClasses = (inputs: number, units: number): ModelInput => ({
  inputs,
  layers: [
    { kind: "dense", units, activation: "tanh" },
    { kind: "dense", units: 2 },
  ],
  loss: "softmax-cross-entropy",
});

const regression: ModelInput = { inputs: 1, layers: [{ kind: "dense", units: 1 }], loss: "mean-squared-error" };
const line: Dataset = { x: denseRows(1, [0, 1, 2, 3]), y: targets(1, [1, 3, 5, 7]) };

/** The one line of an error, which must be of the class. */
async function messageOf(kind: typeof SpecError | typeof DataError, run: () => unknown): Promise<string> {
  const error = await Promise.resolve()
    .then(run)
    .then(
      () => null,
      (reason: unknown) => reason,
    );
  expect(error).toBeInstanceOf(kind);
  const { message } = error as Error;
  expect(message).not.toContain("\n");
  return message;
}

describe("learning", () => {
  test("a 2-8-2 network learns exclusive or", async () => {
    const trainer = await createTrainer({ model: twoClasses(2, 8), optimizer: { kind: "adam", learningRate: 0.05 } });
    await trainer.fit(xor, { epochs: 200, batchSize: 4 });
    const figures = await trainer.evaluate(xor);
    expect(figures.accuracy).toBe(1);
    expect(figures.loss).toBeLessThan(0.02);
    trainer.dispose();
  });

  test("a 2-24-2 network tells the arms of a spiral apart, and on points it has not seen", async () => {
    const trainer = await createTrainer({ model: twoClasses(2, 24), optimizer: { kind: "adam", learningRate: 0.02 } });
    await trainer.fit(drawSpiral(200, 1), { epochs: 150, batchSize: 20 });
    expect((await trainer.evaluate(drawSpiral(200, 2))).accuracy).toBeGreaterThan(0.98);
    trainer.dispose();
  });

  test("a line is fitted to its slope and intercept", async () => {
    const trainer = await createTrainer({ model: regression, optimizer: { kind: "sgd", learningRate: 0.1 } });
    await trainer.fit(line, { epochs: 300, batchSize: 4 });
    const [weights, biases] = trainer.weights();
    expectClose(weights.values, [2], { abs: 1e-4 });
    expectClose(biases.values, [1], { abs: 2e-4 });
    trainer.dispose();
  });

  test("numerics and precision choose the kernels", async () => {
    for (const [options, name] of [
      [{}, "wasm-relaxed"],
      [{ numerics: "strict" }, "wasm-strict"],
      [{ precision: "float64" }, "reference-float64"],
    ] as const) {
      const trainer = await createTrainer({ model: regression, optimizer: "sgd", ...options });
      expect(trainer.backendName).toBe(name);
      trainer.dispose();
    }
  });
});

describe("equal ways to the same weights", async () => {
  const train = drawBlobs(30, 6, 3, 4);
  const model: ModelInput = {
    inputs: 6,
    layers: [
      { kind: "dense", units: 5, activation: "relu" },
      { kind: "dense", units: 3 },
    ],
    loss: "softmax-cross-entropy",
  };

  async function weightsAfter(
    data: Dataset,
    options: Partial<TrainerOptions>,
    fit: FitOptions,
  ): Promise<NamedTensor[]> {
    const trainer = await createTrainer({ model, optimizer: { kind: "sgd", learningRate: 0.1 }, seed: 3, ...options });
    await trainer.fit(data, fit);
    const weights = trainer.weights();
    trainer.dispose();
    return weights;
  }

  test("integer labels, one-hot targets: within 1e-6", async () => {
    const oneHot = [...(train.y.values as Int32Array)].flatMap((label) => [0, 1, 2].map((c) => (c === label ? 1 : 0)));
    const byLabels = await weightsAfter(train, {}, { epochs: 5 });
    const byOneHot = await weightsAfter({ x: train.x, y: targets(3, oneHot) }, {}, { epochs: 5 });
    for (const [i, { values }] of byLabels.entries()) expectClose(byOneHot[i].values, values, { abs: 1e-6 });
  });

  test("trainer.step on a batch is fit of one epoch of one batch in order, bit for bit", async () => {
    const trainer = await createTrainer({ model, optimizer: { kind: "sgd", learningRate: 0.1 }, seed: 3 });
    const loss = trainer.step(train);
    const other = await createTrainer({ model, optimizer: { kind: "sgd", learningRate: 0.1 }, seed: 3 });
    const [report] = await other.fit(train, { epochs: 1, batchSize: 30, shuffle: false });
    expect(trainer.weights()).toEqual(other.weights());
    expectClose(report.batchLoss, loss, { rel: 1e-15 });
    expect(trainer.stepCount).toBe(1);
    trainer.dispose();
    other.dispose();
  });

  test("bytes with a scale are the numbers they stand for, bit for bit", async () => {
    const bytes = Uint8Array.from({ length: 30 * 6 }, (_, i) => (i * 37) % 256);
    const dense = { kind: "dense", rows: 30, features: 6, values: bytes, scale: 1 / 255 } as const;
    const floats = denseRows(
      6,
      Float32Array.from(bytes, (b) => b / 255),
    );
    const [a, b] = [
      await weightsAfter({ x: dense, y: train.y }, {}, { epochs: 3 }),
      await weightsAfter({ x: floats, y: train.y }, {}, { epochs: 3 }),
    ];
    expect(a).toEqual(b);
  });

  test("a batch larger than the arena moves the trainer to a larger one, without a trace", async () => {
    const fit: FitOptions = { epochs: 4, batchSize: 20 };
    const adam = { optimizer: { kind: "adam" } } as const;
    expect(await weightsAfter(train, { ...adam, capacity: 3 }, fit)).toEqual(
      await weightsAfter(train, { ...adam, capacity: 64 }, fit),
    );
  });

  test("so does one in mid-training: step count, optimizer state and plateau move along", async () => {
    const schedule = { kind: "reduce-on-plateau", metric: "train-loss", patience: 1, minDelta: 100 } as const;
    const trainTwice = async (capacity: number): Promise<{ weights: NamedTensor[]; rates: number[] }> => {
      const trainer = await createTrainer({ model, optimizer: { kind: "adam", schedule }, seed: 3, capacity });
      const options = { evaluateTrain: true } as const;
      const small = await trainer.fit(train, { ...options, epochs: 2, batchSize: 3 });
      const large = await trainer.fit(train, { ...options, epochs: 5, batchSize: 20 });
      const weights = trainer.weights();
      trainer.dispose();
      return { weights, rates: [...small, ...large].map(({ learningRate }) => learningRate) };
    };
    expect(await trainTwice(3)).toEqual(await trainTwice(64));
  });

  for (const backend of await everyWasmBackend()) {
    test(`${backend.name}: compressed and dense rows train to the same bits`, async () => {
      const sparse = drawSparse(60, 50, 4, 0.6, 5);
      const rows = sparse.x as DenseRows;
      const wide: ModelInput = {
        ...model,
        inputs: 50,
        layers: [
          { kind: "dense", units: 47, activation: "relu" },
          { kind: "dense", units: 4 },
        ],
      };
      const options = { backend, model: wide, optimizer: { kind: "adam", learningRate: 0.01 } } as const;
      // 60% non-zero: dense rows stay dense, so the two take different kernels
      const dense = await weightsAfter(sparse, options, { epochs: 5, batchSize: 7 });
      const compressed = await weightsAfter({ x: compressRows(rows), y: sparse.y }, options, {
        epochs: 5,
        batchSize: 7,
      });
      expect(compressed).toEqual(dense);
    });
  }

  test("float64: rows of bytes that are compressed on the way train to the same bits as dense ones", async () => {
    const bytes = Uint8Array.from({ length: 30 * 20 }, (_, i) => (i % 5 === 0 ? (i * 37) % 256 : 0));
    const y = train.y;
    const spare = { kind: "dense", units: 4, activation: "tanh" } as const;
    const x = { kind: "dense", rows: 30, features: 20, values: bytes, scale: 1 / 255 } as const;
    const options = {
      precision: "float64",
      model: { ...model, inputs: 20, layers: [spare, { kind: "dense", units: 3 }] },
    } as const;
    const exact = { ...x, values: Float64Array.from(bytes, (b) => b * (1 / 255)), scale: 1 };
    const a = await weightsAfter({ x, y }, options, { epochs: 3 });
    expect(a).toEqual(await weightsAfter({ x: exact, y }, options, { epochs: 3 }));
  });

  test("paired seeds: whatever the optimizer, the activation and the arena, a seed's first weights are the same", async () => {
    const first = async (options: Partial<TrainerOptions>): Promise<NamedTensor[]> => {
      const trainer = await createTrainer({ model, optimizer: "sgd", seed: 11, ...options });
      const weights = trainer.weights();
      trainer.dispose();
      return weights;
    };
    const expected = await first({});
    const tanh: ModelInput = {
      ...model,
      layers: [
        { kind: "dense", units: 5, activation: "tanh" },
        { kind: "dense", units: 3 },
      ],
    };
    for (const options of [{ optimizer: "adam" }, { model: tanh }, { capacity: 1 }, { numerics: "strict" }] as const)
      expect(await first(options)).toEqual(expected);
    expect(await first({ seed: 12 })).not.toEqual(expected);
  });
});

describe("evaluation", () => {
  test("figures and predictions do not depend on the arena's size", async () => {
    const data = drawBlobs(101, 6, 2, 8);
    const seen: { loss: number; accuracy: number | null; predictions: ArrayLike<number> }[] = [];
    for (const capacity of [1, 7, 100, 256]) {
      const trainer = await createTrainer({ model: twoClasses(6, 9), optimizer: "sgd", seed: 1, capacity });
      seen.push({ ...(await trainer.evaluate(data)), predictions: await trainer.predict(data.x) });
      trainer.dispose();
    }
    for (const { loss, accuracy, predictions } of seen) {
      expectClose(loss, seen[0].loss, { rel: 1e-12 });
      expect(accuracy).toBe(seen[0].accuracy);
      expect(predictions).toEqual(seen[0].predictions);
    }
  });

  test("predictions are probabilities, or the output itself for mean squared error", async () => {
    const trainer = await createTrainer({ model: regression, optimizer: "sgd" });
    trainer.setWeights([
      { name: "layer1.weights", values: Float32Array.of(2) },
      { name: "layer1.biases", values: Float32Array.of(1) },
    ]);
    expect([...(await trainer.predict(line.x))]).toEqual([1, 3, 5, 7]);
    expect(await trainer.evaluate(line)).toEqual({ loss: 0, accuracy: null });
    trainer.dispose();
  });
});

describe("early stopping", () => {
  /** Learns four noisy points by heart: the validation loss falls, then rises. */
  const train = drawBlobs(12, 4, 2, 20);
  const validation = drawBlobs(60, 4, 2, 21);
  const options: FitOptions = { epochs: 300, batchSize: 4, validation };

  test("stops `patience` epochs after the best and puts the best epoch's weights back", async () => {
    const trainer = await createTrainer({ model: twoClasses(4, 16), optimizer: { kind: "adam", learningRate: 0.02 } });
    const seen: { loss: number; weights: NamedTensor[] }[] = [];
    const reports = await trainer.fit(train, {
      ...options,
      earlyStopping: { metric: "validation-loss", patience: 5 },
      onEpoch: ({ validation: figures }) => void seen.push({ loss: figures!.loss, weights: trainer.weights() }),
    });
    const losses = seen.map(({ loss }) => loss);
    const best = losses.indexOf(Math.min(...losses));
    expect(reports.length).toBe(best + 1 + 5);
    expect(reports.length).toBeLessThan(300);
    expect(trainer.weights()).toEqual(seen[best].weights);
    expect((await trainer.evaluate(validation)).loss).toBe(losses[best]);
    trainer.dispose();
  });

  test("leaves the last weights when restoreBest is false", async () => {
    const trainer = await createTrainer({ model: twoClasses(4, 16), optimizer: { kind: "adam", learningRate: 0.02 } });
    let last: NamedTensor[] = [];
    await trainer.fit(train, {
      ...options,
      earlyStopping: { metric: "validation-loss", patience: 5, restoreBest: false },
      onEpoch: () => {
        last = trainer.weights();
      },
    });
    expect(trainer.weights()).toEqual(last);
    trainer.dispose();
  });

  test.each([
    [
      { metric: "val_loss", patience: 1 },
      /^earlyStopping\.metric: cannot use "val_loss": it must be "validation-loss"/,
    ],
    [{ metric: "train-loss", patience: 1 }, /^earlyStopping\.metric: cannot watch train-loss.*evaluateTrain: true/],
    [{ metric: "validation-loss", patience: 0 }, /^earlyStopping\.patience: cannot use 0/],
    [{ metric: "validation-loss", patience: 1, minDelta: -1 }, /^earlyStopping\.minDelta: cannot use -1/],
    [{ metric: "validation-loss", patience: 1, minDelta: Infinity }, /^earlyStopping\.minDelta: cannot use Infinity/],
    [{ metric: "validation-loss", patience: 1, mindelta: 1 }, /^earlyStopping\.mindelta: .* did you mean minDelta\?/],
    [{ metric: "validation-loss" }, /^earlyStopping\.patience: is missing/],
  ])("%j is refused before anything is trained", async (earlyStopping, message) => {
    const trainer = await createTrainer({ model: twoClasses(4, 3), optimizer: "sgd" });
    const fit = { ...options, earlyStopping } as FitOptions;
    expect(await messageOf(SpecError, () => trainer.fit(train, fit))).toMatch(message);
    expect(trainer.stepCount).toBe(0);
    trainer.dispose();
  });

  test("an accuracy cannot be watched where the loss has none", async () => {
    const trainer = await createTrainer({ model: regression, optimizer: "sgd" });
    const fit: FitOptions = {
      epochs: 2,
      batchSize: 4,
      validation: line,
      earlyStopping: { metric: "validation-accuracy", patience: 1 },
    };
    expect(await messageOf(SpecError, () => trainer.fit(line, fit))).toMatch(/this loss has no accuracy; watch a loss/);
    expect(trainer.stepCount).toBe(0);
    trainer.dispose();
  });
});

describe("what is left out", () => {
  test.each([
    [100, 4],
    [64, 2],
    [10, 1],
  ])("%i rows are trained on in batches of 32, or all at once: %i steps", async (rows, steps) => {
    const trainer = await createTrainer({ model: twoClasses(4, 2), optimizer: "sgd" });
    await trainer.fit(drawBlobs(rows, 4, 2, 1), { epochs: 1 });
    expect(trainer.stepCount).toBe(steps);
    trainer.dispose();
  });

  test("an executor takes 256 rows", async () => {
    const backend = await loadBackend();
    const taken: number[] = [];
    const counting: Backend = {
      ...backend,
      open(space) {
        taken.push(space.capacity);
        return backend.open(space);
      },
    };
    for (const capacity of [undefined, 255, 256, 257]) {
      const options = capacity === undefined ? {} : { capacity };
      (await createTrainer({ model: twoClasses(4, 2), optimizer: "sgd", backend: counting, ...options })).dispose();
    }
    expect(taken).toEqual([256, 255, 256, 257]);
  });

  test.each<[string, (trainer: Trainer) => unknown, RegExp]>([
    [
      "createTrainer()",
      () => createTrainer(undefined as never),
      /^Cannot read the options of createTrainer: they are undefined/,
    ],
    ["createTrainer({})", () => createTrainer({} as never), /^model: is missing: createTrainer needs it/],
    [
      "restoreTrainer",
      () => restoreTrainer(new Uint8Array(), { numeric: 1 } as never),
      /^numeric: .* did you mean numerics\?/,
    ],
    ["loadBackend", () => loadBackend({ numerics: "stric" as "strict" }), /^numerics: cannot use "stric"/],
    ["fit()", (trainer) => trainer.fit(undefined as never, undefined as never), /^Cannot read the options of fit/],
    [
      "fit(data)",
      (trainer) => trainer.fit(xor, undefined as never),
      /^Cannot read the options of fit: they are undefined/,
    ],
    ["fit(data, {})", (trainer) => trainer.fit(xor, {} as never), /^epochs: is missing: fit needs it/],
    [
      "fit: batchsize",
      (trainer) => trainer.fit(xor, { epochs: 1, batchsize: 2 } as never),
      /^batchsize: .* did you mean batchSize\?/,
    ],
    [
      "fit: valdation",
      (trainer) => trainer.fit(xor, { epochs: 1, valdation: xor } as never),
      /^valdation: .* did you mean validation\?/,
    ],
    [
      "fit: pause",
      (trainer) => trainer.fit(xor, { epochs: 1, pause: { everyMs: 1 } } as never),
      /^pause\.now: cannot use undefined: it must be a function/,
    ],
    [
      "evaluate: everyMs",
      (trainer) => trainer.evaluate(xor, { pause: { everyMs: "1", now: () => 1, giveWay: async () => {} } } as never),
      /^pause\.everyMs: cannot use "1"/,
    ],
    ["predict: pauze", (trainer) => trainer.predict(xor.x, { pauze: 1 } as never), /^pauze: .* did you mean pause\?/],
  ])("%s is refused in one line", async (_, call, message) => {
    const trainer = await createTrainer({ model: twoClasses(2, 2), optimizer: "sgd" });
    expect(await messageOf(SpecError, () => call(trainer))).toMatch(message);
    expect(trainer.stepCount).toBe(0);
    trainer.dispose();
  });

  test.each<[unknown, RegExp]>([
    [undefined, /^Cannot use the (training|data) set: it is undefined; give { x, y }/],
    [null, /it is null; give/],
    [{ x: xor.x }, /its y is undefined; give an object of kind classes or values$/],
    [{ y: xor.y }, /its x is undefined; give an object of kind dense or compressed$/],
    [{ x: { ...xor.x, kind: "csr" }, y: xor.y }, /its x is of kind "csr"; it must be dense or compressed$/],
    [{ x: xor.x, y: { ...xor.y, kind: "labels" } }, /its y is of kind "labels"; it must be classes or values$/],
  ])("data %j are refused in one line", async (data, message) => {
    const trainer = await createTrainer({ model: twoClasses(2, 2), optimizer: "sgd" });
    expect(await messageOf(DataError, () => trainer.fit(data as Dataset, { epochs: 1 }))).toMatch(message);
    expect(await messageOf(DataError, () => trainer.evaluate(data as Dataset))).toMatch(message);
    await expect((async () => trainer.step(data as Dataset))()).rejects.toThrow(DataError);
    trainer.dispose();
  });

  test("rows of another kind are not predicted from", async () => {
    const trainer = await createTrainer({ model: twoClasses(2, 2), optimizer: "sgd" });
    const rows = { ...xor.x, kind: "csr" } as never;
    expect(await messageOf(DataError, () => trainer.predict(rows))).toMatch(
      /^Cannot use the rows: its x is of kind "csr"/,
    );
    trainer.dispose();
  });
});

describe("time and interruption", () => {
  const data = drawBlobs(40, 4, 2, 30);

  test("an abort between two steps throws the signal's reason and leaves a trainer that goes on", async () => {
    const whole = await createTrainer({ model: twoClasses(4, 5), optimizer: "adam", seed: 2 });
    await whole.fit(data, { epochs: 3, batchSize: 8 });
    const trainer = await createTrainer({ model: twoClasses(4, 5), optimizer: "adam", seed: 2 });
    const controller = new AbortController();
    const reason = new Error("enough");
    const onStep = ({ step }: { step: number }): void => {
      if (step === 7) controller.abort(reason);
    };
    await expect(trainer.fit(data, { epochs: 3, batchSize: 8, signal: controller.signal, onStep })).rejects.toBe(
      reason,
    );
    expect([trainer.stepCount, trainer.epochCount]).toEqual([7, 1]);
    await trainer.fit(data, { epochs: 3, batchSize: 8 });
    expect(trainer.weights()).toEqual(whole.weights());
    whole.dispose();
    trainer.dispose();
  });

  test("gives way whenever everyMs have passed, in steps and in evaluation", async () => {
    const trainer = await createTrainer({ model: twoClasses(4, 5), optimizer: "sgd", capacity: 8 });
    let clock = 0;
    let longest = 0;
    let rested = 0;
    let rests = 0;
    const pause = {
      everyMs: 10,
      // every look at the clock costs 3 ms, as if each slice of work did
      now: () => {
        clock += 3;
        return clock;
      },
      giveWay: async () => {
        longest = Math.max(longest, clock - rested);
        rests++;
        clock += 100;
        rested = clock;
      },
    };
    await trainer.fit(data, { epochs: 4, batchSize: 8, validation: data, evaluateTrain: true, doctor: true, pause });
    // 4 epochs of 5 steps and 3 x 5 slices of 8 rows, and 16 of the doctor's before the first and after the last; rests
    // fall on every fourth: 3 + 3 + 3 + 3 >= 10
    expect(rests).toBe((4 * (5 + 15) + 16) / 4);
    expect(longest).toBeLessThanOrEqual(10 + 3 + 3);
    trainer.dispose();
  });

  test("waits for onEpoch before it goes on", async () => {
    const trainer = await createTrainer({ model: twoClasses(4, 5), optimizer: "sgd" });
    const seen: string[] = [];
    await trainer.fit(data, {
      epochs: 2,
      batchSize: 40,
      onStep: ({ epoch }) => void seen.push(`step of ${epoch}`),
      onEpoch: async ({ epoch }) => {
        await new Promise((resolve) => void setTimeout(resolve, 5));
        seen.push(`told ${epoch}`);
      },
    });
    expect(seen).toEqual(["step of 1", "told 1", "step of 2", "told 2"]);
    trainer.dispose();
  });

  test("an evaluation ends with one line when its arena is gone", async () => {
    const trainer = await createTrainer({ model: twoClasses(4, 5), optimizer: "sgd", capacity: 8 });
    const pause = { everyMs: 0, now: () => 0, giveWay: async () => trainer.dispose() };
    await expect(trainer.evaluate(data, { pause })).rejects.toThrow(/^Cannot go on: the trainer was disposed of/);
  });

  test("disposing of the trainer while it trains ends the training with one line", async () => {
    const trainer = await createTrainer({ model: twoClasses(4, 5), optimizer: "sgd" });
    const fit = trainer.fit(data, { epochs: 3, batchSize: 8, onEpoch: () => trainer.dispose() });
    await expect(fit).rejects.toThrow(/^Cannot go on: the trainer was disposed of/);
  });

  test.each([1, 4, 5, 6])("also between two steps, and after an epoch's last: step %i, of five each", async (last) => {
    const trainer = await createTrainer({ model: twoClasses(4, 5), optimizer: "sgd" });
    const onStep = ({ step }: { readonly step: number }): void => {
      if (step === last) trainer.dispose();
    };
    const fit = trainer.fit(data, { epochs: 3, batchSize: 8, onStep });
    await expect(fit).rejects.toThrow(/^Cannot go on: the trainer was disposed of/);
  });

  test("after dispose every use is a one-line error", async () => {
    const trainer = await createTrainer({ model: twoClasses(4, 5), optimizer: "sgd" });
    trainer.dispose();
    trainer.dispose();
    const uses: (() => unknown)[] = [
      () => trainer.fit(data, { epochs: 1 }),
      () => trainer.step(data),
      () => trainer.evaluate(data),
      () => trainer.predict(data.x),
      () => trainer.weights(),
      () => trainer.setWeights([]),
      () => trainer.checkpoint(),
      () => trainer.model,
      () => trainer.backendName,
      () => trainer.stepCount,
    ];
    for (const use of uses) {
      await expect(Promise.resolve().then(use)).rejects.toThrow(
        /^Cannot use the trainer: it is disposed of; create a new one$/,
      );
    }
  });
});

describe("what cannot be used is refused in one line, before anything is trained", () => {
  const rows = denseRows(2, [0, 0, 0, 1, 1, 0, 1, 1]);
  const { y } = xor;
  const nan = denseRows(2, [0, 0, 0, 1, 1, Number.NaN, 1, 1]);
  const cases: readonly (readonly [
    string,
    Dataset,
    Partial<FitOptions>,
    typeof DataError | typeof SpecError,
    RegExp,
  ])[] = [
    [
      "a batch larger than the data",
      xor,
      { batchSize: 5 },
      SpecError,
      /^batchSize: cannot be 5: the training set has 4 rows; use at most 4/,
    ],
    ["a huge batch", xor, { batchSize: 1e12 }, SpecError, /^batchSize: cannot be 1000000000000: .* use at most 4/],
    [
      "no rows a batch",
      xor,
      { batchSize: 0 },
      SpecError,
      /^batchSize: cannot use 0: it must be a whole number at least 1/,
    ],
    ["a fraction of an epoch", xor, { epochs: 1.5 }, SpecError, /^epochs: cannot use 1.5/],
    [
      "a label out of range",
      { x: rows, y: classes([0, 1, 2, 0]) },
      {},
      DataError,
      /label of row 2 is 2, out of range; the model has 2 classes, 0 to 1/,
    ],
    ["a negative label", { x: rows, y: classes([0, 1, 1, -1]) }, {}, DataError, /label of row 3 is -1, out of range/],
    ["a NaN", { x: nan, y }, {}, DataError, /row 2, column 1 is NaN; every number must be finite/],
    ["a NaN in compressed rows", { x: compressRows(nan), y }, {}, DataError, /row 2, column 1 is NaN/],
    [
      "a NaN in the validation set",
      xor,
      { validation: { x: nan, y } },
      DataError,
      /^Cannot use the validation set: row 2, column 1 is NaN/,
    ],
    [
      "another number of features",
      { x: denseRows(4, [...rows.values]), y },
      {},
      DataError,
      /rows have 4 features but the model takes 2/,
    ],
    ["fewer labels than rows", { x: rows, y: classes([0, 1, 1]) }, {}, DataError, /4 rows but 3 labels/],
    ["numbers missing", { x: { ...rows, rows: 5 }, y }, {}, DataError, /holds 8 numbers but 5 rows of 2 make 10/],
    ["no rows", { x: denseRows(2, []), y: classes([]) }, {}, DataError, /it has 0 rows; give at least one/],
    [
      "a scale that is no number",
      { x: { ...rows, scale: Number.NaN }, y },
      {},
      DataError,
      /its scale is NaN; give a finite number/,
    ],
    [
      "a probability above 1",
      { x: rows, y: targets(2, [0, 1, 1, 0, 0, 1.5, 1, 0]) },
      {},
      DataError,
      /target of row 2, column 1 is 1.5; .* needs 0 to 1/,
    ],
    [
      "targets of another width",
      { x: rows, y: targets(3, new Array(12).fill(0)) },
      {},
      DataError,
      /targets are 12 numbers in 3 columns but 4 rows of 2 outputs make 8/,
    ],
  ];

  test.each(cases)("%s", async (_, data, fit, kind, message) => {
    const trainer = await createTrainer({ model: twoClasses(2, 3), optimizer: "sgd" });
    const before = trainer.weights();
    expect(await messageOf(kind, () => trainer.fit(data, { epochs: 1, batchSize: 2, ...fit }))).toMatch(message);
    expect(trainer.weights()).toEqual(before);
    if (Object.keys(fit).length === 0) {
      expect(await messageOf(kind, () => trainer.step(data))).toMatch(message);
      expect(await messageOf(kind, () => trainer.evaluate(data))).toMatch(message);
    }
    trainer.dispose();
  });

  test("class labels for mean squared error", async () => {
    const trainer = await createTrainer({ model: regression, optimizer: "sgd" });
    const data = { x: line.x, y: classes([0, 0, 0, 0]) };
    expect(await messageOf(DataError, () => trainer.fit(data, { epochs: 1, batchSize: 2 }))).toMatch(
      /targets are classes but mean-squared-error takes numbers; give targets of kind "values"/,
    );
    trainer.dispose();
  });

  test.each([
    [{ seed: -1 }, /^seed: cannot use -1/],
    [{ seed: 2 ** 53 }, /^seed: cannot use 9007199254740992/],
    [{ capacity: 0 }, /^capacity: cannot use 0/],
    [{ sede: 1 }, /^sede: .* did you mean seed\?/],
    [{ numerics: "stric" as "strict" }, /^numerics: cannot use "stric"/],
    [{ precision: "f64" as "float64" }, /^precision: cannot use "f64"/],
    [{ backend: {} as Backend }, /^backend.open: cannot use undefined: it must be a function/],
  ])("createTrainer with %j", async (options, message) => {
    expect(
      await messageOf(SpecError, () => createTrainer({ model: regression, optimizer: "sgd", ...options })),
    ).toMatch(message);
  });

  test.each([
    [
      [{ name: "layer1.weight", values: Float32Array.of(1) }],
      /^Cannot set layer1.weight: the model has no such tensor; it has layer1.weights, layer1.biases/,
    ],
    [
      [{ name: "layer1.weights", values: Float32Array.of(1, 2) }],
      /^Cannot set layer1.weights: 2 numbers are given but its shape \[1, 1\] needs 1/,
    ],
    [
      [
        { name: "layer1.biases", values: Float32Array.of(5) },
        { name: "layer1.weights", values: Float32Array.of(Number.NaN) },
      ],
      /number 0 is NaN/,
    ],
  ])("weights that do not fit change nothing (%#)", async (tensors, message) => {
    const trainer = await createTrainer({ model: regression, optimizer: "sgd" });
    const before = trainer.weights();
    expect(await messageOf(DataError, () => trainer.setWeights(tensors))).toMatch(message);
    expect(trainer.weights()).toEqual(before);
    trainer.dispose();
  });
});

describe("schedules", () => {
  test("reduce on plateau lowers the rate by its factor after `patience` epochs without improvement", async () => {
    const trainer = await createTrainer({
      model: regression,
      optimizer: {
        kind: "sgd",
        learningRate: 1e-12, // nothing improves
        schedule: { kind: "reduce-on-plateau", metric: "train-loss", factor: 0.1, patience: 2, minDelta: 0.001 },
      },
    });
    const reports: EpochReport[] = await trainer.fit(line, { epochs: 6, batchSize: 4, evaluateTrain: true });
    expectClose(
      reports.map(({ learningRate }) => learningRate),
      [1e-12, 1e-12, 1e-12, 1e-13, 1e-13, 1e-14],
      { rel: 1e-12 },
    );
    trainer.dispose();
  });

  test("reduce on plateau is refused where its figure is not measured", async () => {
    const trainer = await createTrainer({
      model: regression,
      optimizer: { kind: "sgd", schedule: { kind: "reduce-on-plateau", metric: "validation-loss" } },
    });
    expect(await messageOf(SpecError, () => trainer.fit(line, { epochs: 1, batchSize: 4 }))).toMatch(
      /^optimizer\.schedule\.metric: cannot be validation-loss.*give a validation set/,
    );
    trainer.dispose();
  });
});
