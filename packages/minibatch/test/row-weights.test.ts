/** Rows that count differently: by their own weights, and by those of their classes. */
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { nodeThreads } from "../src/hosts/node.ts";
import {
  type Backend,
  checkGradients,
  compressRows,
  createReferenceBackend,
  createTrainer,
  type Dataset,
  type DenseRows,
  type FitOptions,
  type LossInput,
  loadBackend,
  restoreTrainer,
  ruleOfLoss,
  type Targets,
} from "../src/index.ts";
import { below } from "../src/random/below.ts";
import { createStream } from "../src/random/stream.ts";
import { fillUniform } from "../src/random/uniform.ts";
import { eagerly } from "./eager-threads.ts";
import { elsewhere } from "./elsewhere-executor.ts";
import { everyLoss } from "./every-loss.ts";
import { expectClose } from "./expect-close.ts";
import { everyWasmBackend, everyWideBackend } from "./wasm-backends.ts";

const FEATURES = 9;
const OUTPUTS = 3;
const [strict, relaxed] = await everyWasmBackend();

/** Rows most of which are 0, targets that the loss takes, weights of which some are 0. */
function drawn(loss: LossInput, rows: number, isWeighted = true, outputs = OUTPUTS): Dataset {
  const stream = createStream(31, "data", rows);
  const values = Float32Array.from({ length: rows * FEATURES }, () =>
    below(stream, 4) === 0 ? stream.nextFloat() : 0,
  );
  const { takesClasses, targets } = ruleOfLoss(typeof loss === "object" ? loss.kind : loss);
  const y: Targets = takesClasses
    ? { kind: "classes", values: Int32Array.from({ length: rows }, () => below(stream, outputs)) }
    : {
        kind: "values",
        columns: outputs,
        values: Float32Array.from(
          { length: rows * outputs },
          () => below(stream, targets === "shares" ? 2 : 4) + (targets === "numbers" ? 0.25 : 0),
        ),
      };
  const weights = new Float32Array(rows);
  fillUniform(stream, weights, 0, 3);
  weights[1] = 0;
  const x: DenseRows = { kind: "dense", rows, features: FEATURES, values, scale: 1 };
  return isWeighted ? { x, y, weights } : { x, y };
}

function modelOf(loss: LossInput, units = 20, outputs = OUTPUTS) {
  return {
    inputs: FEATURES,
    layers: [
      { kind: "dense", units, activation: "tanh" },
      { kind: "dense", units: outputs },
    ],
    loss,
  } as const;
}

async function trained(loss: LossInput, data: Dataset, backend: Backend | undefined, fit: Partial<FitOptions> = {}) {
  using trainer = await createTrainer({
    model: modelOf(loss),
    optimizer: { kind: "adam", learningRate: 0.01 },
    seed: 3,
    ...(backend !== undefined && { backend, numerics: backend.numerics, precision: backend.precision }),
  });
  const reports = await trainer.fit(data, { epochs: 2, batchSize: 7, evaluateTrain: true, ...fit });
  const hash = createHash("sha256");
  if (backend?.name !== undefined && !backend.name.includes("elsewhere")) {
    for (const { values } of trainer.weights())
      hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  }
  return { reports, hash: hash.digest("hex"), last: reports.at(-1)! };
}

describe.each(everyLoss)("%s", (_, loss) => {
  test("its gradients are the slopes, of rows with weights too", () => {
    for (const isWeighted of [false, true]) {
      // kinks are passed over: these outputs lie beside them
      const { tensors } = checkGradients(modelOf(loss, 4), { batch: drawn(loss, 11, isWeighted), seed: 6 });
      for (const { name, maxRelError } of tensors) expect(maxRelError, name).toBeLessThan(1e-6);
    }
  });

  test("gives the same bits on any number of threads, wide and narrow, and in every form of rows", async () => {
    const data = drawn(loss, 40);
    const dense = await trained(loss, data, strict);
    const sparse = { ...data, x: compressRows(data.x as DenseRows) };
    const bytes = { ...data, x: { ...data.x, values: Float64Array.from((data.x as DenseRows).values) } as DenseRows };
    for (const other of [sparse, bytes]) expect((await trained(loss, other, strict)).hash).toBe(dense.hash);
    for (const count of [2, 3, 4]) {
      const threaded = strict.withThreads(eagerly(nodeThreads({ count })));
      expect((await trained(loss, data, threaded)).hash, `${count} threads`).toBe(dense.hash);
    }
    for (const wide of await everyWideBackend()) {
      if (wide.numerics === "strict") expect((await trained(loss, data, wide)).hash).toBe(dense.hash);
    }
  });

  test("trains as the reference does", async () => {
    const data = drawn(loss, 40);
    const expected = (await trained(loss, data, createReferenceBackend("float64"))).last;
    for (const backend of [strict, relaxed, elsewhere(strict)]) {
      const { last } = await trained(loss, data, backend);
      expectClose(last.batchLoss, expected.batchLoss, { rel: 2e-5 });
      expectClose(last.train!.loss, expected.train!.loss, { rel: 2e-5 });
      expect(last.train!.accuracy === null).toBe(expected.train!.accuracy === null);
      expectClose(last.train!.accuracy ?? 0, expected.train!.accuracy ?? 0, { abs: 0.05 });
    }
  });

  test("goes on in the middle of an epoch, bit for bit", async () => {
    const data = drawn(loss, 33);
    const fit = { epochs: 3, batchSize: 5 } as const;
    const options = { model: modelOf(loss), optimizer: "adam", seed: 8, numerics: "strict" } as const;
    using whole = await createTrainer(options);
    await whole.fit(data, fit);
    using first = await createTrainer(options);
    const stop = new AbortController();
    const onStep = ({ step }: { step: number }): void => {
      if (step === 10) stop.abort();
    };
    await expect(first.fit(data, { ...fit, onStep, signal: stop.signal })).rejects.toThrow("abort");
    using second = await restoreTrainer(first.checkpoint());
    expect(second.stepCount).toBe(10);
    expect(second.model).toEqual(whole.model);
    await second.fit(data, fit);
    expect(second.weights()).toEqual(whole.weights());
  });
});

test("a row of weight 0 is as if it were not there, but that it is counted", async () => {
  const data = drawn("huber", 12);
  const weights = Float32Array.from({ length: 12 }, (_, row) => (row < 9 ? 1 : 0));
  const x = data.x as DenseRows;
  const first: Dataset = {
    x: { ...x, rows: 9, values: x.values.subarray(0, 9 * FEATURES) },
    y: { kind: "values", columns: OUTPUTS, values: (data.y.values as Float32Array).subarray(0, 9 * OUTPUTS) },
  };
  using trainer = await createTrainer({ model: modelOf("huber"), optimizer: "sgd", precision: "float64" });
  const [all, part] = [await trainer.evaluate({ ...data, weights }), await trainer.evaluate(first)];
  expectClose(all.loss, (part.loss * 9) / 12, { rel: 1e-14 });
});

test("an accuracy is divided by the weights, a loss by the rows", async () => {
  const data = drawn("softmax-cross-entropy", 30);
  using trainer = await createTrainer({
    model: modelOf("softmax-cross-entropy"),
    optimizer: "sgd",
    precision: "float64",
  });
  const predictions = await trainer.predict(data.x);
  const weights = data.weights!;
  let [right, loss, sum] = [0, 0, 0];
  for (let row = 0; row < 30; row++) {
    const p = predictions.subarray(row * OUTPUTS, (row + 1) * OUTPUTS);
    const label = data.y.values[row]!;
    if (p.indexOf(Math.max(...p)) === label) right += weights[row]!;
    loss -= weights[row]! * Math.log(p[label]!);
    sum += weights[row]!;
  }
  const figures = await trainer.evaluate(data);
  expectClose(figures.loss, loss / 30, { rel: 1e-12 });
  expectClose(figures.accuracy!, right / sum, { rel: 1e-12 });
});

describe("weights of classes", () => {
  const loss = "softmax-cross-entropy";
  const data = drawn(loss, 40, false);
  const each = [0.5, 2, 5];
  const asRows = Float32Array.from(data.y.values, (label: number) => each[label]!);

  test("are those of the rows, for the training alone", async () => {
    const byClass = await trained(loss, data, strict, { classWeights: each });
    expect((await trained(loss, data, strict, { classWeights: { 0: 0.5, 1: 2, 2: 5 } })).hash).toBe(byClass.hash);
    const byRow = await trained(loss, { ...data, weights: asRows }, strict);
    expect(byRow.hash).toBe(byClass.hash);
    expect(byRow.last.batchLoss).toBe(byClass.last.batchLoss);
    const plain = await trained(loss, data, strict);
    expect(plain.hash).not.toBe(byClass.hash);
    // figures are measured without them
    using trainer = await createTrainer({ model: modelOf(loss), optimizer: "sgd", seed: 1 });
    const [report] = await trainer.fit(data, { epochs: 1, classWeights: each, evaluateTrain: true });
    const { loss: measured, accuracy } = await trainer.evaluate(data);
    expectClose([report!.train!.loss, report!.train!.accuracy!], [measured, accuracy!], { rel: 1e-6 });
  });

  test("multiply those of the rows, by which figures are measured still", async () => {
    const own = drawn(loss, 40);
    using trainer = await createTrainer({ model: modelOf(loss), optimizer: "sgd", seed: 1 });
    const [report] = await trainer.fit(own, { epochs: 1, classWeights: each, evaluateTrain: true, validation: own });
    const { loss: measured } = await trainer.evaluate(own);
    expectClose([report!.train!.loss, report!.validation!.loss], [measured, measured], { rel: 1e-6 });
    const both = Float32Array.from(own.weights!, (weight, row) => weight * each[own.y.values[row]!]!);
    const byRow = await trained(loss, { ...own, weights: both }, strict);
    expect((await trained(loss, own, strict, { classWeights: each })).hash).toBe(byRow.hash);
  });

  test("balanced are scikit-learn's", async () => {
    const counts = [0, 0, 0];
    for (const label of data.y.values) counts[label]!++;
    const balanced = counts.map((count) => 40 / (3 * count));
    const byList = await trained(loss, data, strict, { classWeights: balanced });
    expect((await trained(loss, data, strict, { classWeights: "balanced" })).hash).toBe(byList.hash);
  });

  test("of shares are those of the largest, of yes and no those of each", async () => {
    const oneHot = Float32Array.from({ length: 40 * OUTPUTS }, (_, i) =>
      data.y.values[Math.floor(i / OUTPUTS)] === i % OUTPUTS ? 0.8 : 0.1,
    );
    const soft: Dataset = { x: data.x, y: { kind: "values", columns: OUTPUTS, values: oneHot } };
    const byClass = await trained(loss, soft, strict, { classWeights: each });
    expect((await trained(loss, { ...soft, weights: asRows }, strict)).hash).toBe(byClass.hash);

    const bits: Dataset = drawn("sigmoid-binary-cross-entropy", 40, false, 1);
    const model = modelOf("sigmoid-binary-cross-entropy", 5, 1);
    const hashes = await Promise.all(
      [
        { data: bits, fit: { classWeights: { 1: 4 } } },
        { data: { ...bits, weights: Float32Array.from(bits.y.values, (bit: number) => (bit === 1 ? 4 : 1)) }, fit: {} },
      ].map(async ({ data: rows, fit }) => {
        using trainer = await createTrainer({ model, optimizer: "sgd", numerics: "strict" });
        await trainer.fit(rows, { epochs: 2, ...fit });
        return trainer.weights();
      }),
    );
    expect(hashes[0]).toEqual(hashes[1]);
  });

  const refused: readonly (readonly [string, LossInput, unknown, string])[] = [
    [
      "numbers",
      "huber",
      "balanced",
      "classWeights: cannot be given: huber has no classes; give the training set weights",
    ],
    ["several answers", "hinge", "balanced", "classWeights: cannot be given: the 3 outputs are a yes or no each"],
    ["too few", loss, [1, 2], "classWeights: cannot be 2 numbers: there are 3 classes; give one each"],
    ["no class", loss, { 3: 1 }, "classWeights.3: is no class: there are 3, 0 to 2"],
    ["below 0", loss, [1, -2, 1], "classWeights[1]: cannot use -2: it must be a finite number at least 0"],
    ["NaN", loss, [1, 1, Number.NaN], "classWeights[2]: cannot use NaN: it must be a finite number at least 0"],
    ["all 0", loss, [0, 0, 0], "classWeights: cannot be 0 for every class that occurs"],
    ["a word", loss, "balance", 'classWeights: cannot use "balance": it must be "balanced", 3 numbers, or an object'],
  ];
  test.each(refused)("are refused: %s", async (_, own, classWeights, says) => {
    using trainer = await createTrainer({ model: modelOf(own), optimizer: "sgd" });
    const fit = trainer.fit(drawn(own, 9, false), { epochs: 1, classWeights: classWeights as never });
    await expect(fit).rejects.toThrow(says);
  });
});

describe("weights that are refused", () => {
  const data = drawn("huber", 5, false);
  test.each([
    ["too few", Float32Array.of(1, 1), "Cannot use the training set: 5 rows but 2 weights; give one weight a row"],
    [
      "a list",
      [1, 1, 1, 1, 1],
      "weights is of class Array; it must be a Float32Array or Float64Array: write Float32Array.from",
    ],
    [
      "below 0",
      Float32Array.of(1, 1, -1, 1, 1),
      "the weight of row 2 is -1; it must be a finite float32 of at least 0",
    ],
    ["NaN", Float32Array.of(1, 1, 1, Number.NaN, 1), "the weight of row 3 is NaN"],
    ["infinite in float32", Float64Array.of(1, 1, 1, 1, 1e39), "the weight of row 4 is 1e+39"],
    ["all 0", new Float32Array(5), "all of its weights are 0; give at least one row more"],
  ])("%s", async (_, weights, says) => {
    using trainer = await createTrainer({ model: modelOf("huber"), optimizer: "sgd" });
    await expect(trainer.fit({ ...data, weights: weights as Float32Array }, { epochs: 1 })).rejects.toThrow(says);
  });
});

describe("a model whose kernels were loaded without those for weights", () => {
  const data = drawn("mean-squared-error", 12);
  test("gets them for a fit and an evaluation, and then for a step; a step by itself says what to do", async () => {
    const create = () => createTrainer({ model: modelOf("mean-squared-error"), optimizer: "sgd", numerics: "strict" });
    using first = await create();
    const before = first.weights();
    expect(() => first.step(data)).toThrow("Cannot make a step with weights: their kernels are not loaded; give");
    expect(first.weights()).toEqual(before);
    await first.evaluate(data);
    expect(first.weights()).toEqual(before);
    first.step(data);
    using second = await createTrainer({
      model: modelOf("mean-squared-error"),
      optimizer: "sgd",
      numerics: "strict",
      backend: await loadBackend({ numerics: "strict" }),
    });
    second.step(data);
    expect(second.weights()).toEqual(first.weights());
  });

  test("is trained without weights to the bits that it was", async () => {
    const plain = drawn("mean-squared-error", 12, false);
    const ends = [];
    for (const isEvaluated of [false, true]) {
      using trainer = await createTrainer({
        model: modelOf("mean-squared-error"),
        optimizer: "adam",
        numerics: "strict",
      });
      if (isEvaluated) await trainer.evaluate(data);
      await trainer.fit(plain, { epochs: 2, batchSize: 5 });
      ends.push(trainer.weights());
    }
    expect(ends[1]).toEqual(ends[0]);
  });
});
