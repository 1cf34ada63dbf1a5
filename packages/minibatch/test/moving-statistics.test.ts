/** Moving means and variances: one move for each step, none in evaluation, none from what is made twice. */
import { describe, expect, test } from "vitest";
import {
  checkGradients,
  createTrainer,
  type Dataset,
  type LayerInput,
  type ModelInput,
  type NamedTensor,
  restoreTrainer,
} from "../src/index.ts";
import { createReferenceBackend } from "../src/reference/backend.ts";
import { expectClose } from "./expect-close.ts";
import { classes, denseRows } from "./toy-data.ts";
import { everyWasmBackend } from "./wasm-backends.ts";

const model: ModelInput = {
  inputs: 2,
  layers: [
    { kind: "batch-norm", name: "norm", momentum: 0.75 },
    { kind: "dense", name: "last", units: 2 },
  ],
  loss: "softmax-cross-entropy",
};
/** means 2 and 10; variances, of the four rows, 1 and 9 */
const data: Dataset = { x: denseRows(2, [1, 7, 3, 7, 1, 13, 3, 13]), y: classes([0, 1, 1, 0]) };
const valuesOf = (tensors: readonly NamedTensor[], name: string): readonly number[] => [
  ...(tensors.find((tensor) => tensor.name === name) as NamedTensor).values,
];

const reference = createReferenceBackend("float64");

describe.each([reference, ...(await everyWasmBackend())])("$name", (backend) => {
  test("each step moves them once, by a quarter of the way", async () => {
    using trainer = await createTrainer({ model, optimizer: "sgd", seed: 1, backend });
    expect(valuesOf(trainer.weights(), "norm.moving-mean")).toEqual([0, 0]);
    expect(valuesOf(trainer.weights(), "norm.moving-variance")).toEqual([1, 1]);
    trainer.step(data);
    expect(valuesOf(trainer.weights(), "norm.moving-mean")).toEqual([0.5, 2.5]);
    expect(valuesOf(trainer.weights(), "norm.moving-variance")).toEqual([1, 3]);
    await trainer.fit(data, { epochs: 1, batchSize: 4, validation: data, evaluateTrain: true, doctor: true });
    expect(valuesOf(trainer.weights(), "norm.moving-mean")).toEqual([0.875, 4.375]);
    expect(valuesOf(trainer.weights(), "norm.moving-variance")).toEqual([1, 4.5]);
  });

  test("those of a layer within a block move, those of a frozen one stay, and it goes by them", async () => {
    const inner = { kind: "batch-norm", name: "norm", momentum: 0.75 } as const;
    const of = (layer: LayerInput): ModelInput => ({ ...model, layers: [layer, { kind: "dense", units: 2 }] });
    using block = await createTrainer({ model: of({ kind: "residual", layers: [inner] }), optimizer: "sgd", backend });
    block.step(data);
    expect(valuesOf(block.weights(), "norm.moving-mean")).toEqual([0.5, 2.5]);
    using frozen = await createTrainer({ model: of({ ...inner, trainable: false }), optimizer: "sgd", backend });
    const { loss } = await frozen.evaluate(data);
    expectClose(frozen.step(data), loss, { rel: 1e-6 });
    expect(valuesOf(frozen.weights(), "norm.moving-mean")).toEqual([0, 0]);
    expect(valuesOf(frozen.weights(), "norm.moving-variance")).toEqual([1, 1]);
  });

  test("so does a step by a loss of one's own", async () => {
    using trainer = await createTrainer({ model, optimizer: "sgd", seed: 1, backend });
    trainer.step(data, { loss: (outputs) => ({ loss: 1, gradient: new Float64Array(outputs.values.length) }) });
    expect(valuesOf(trainer.weights(), "norm.moving-mean")).toEqual([0.5, 2.5]);
    expect(valuesOf(trainer.weights(), "norm.moving-variance")).toEqual([1, 3]);
  });

  test("evaluation is by them: the same for a row alone as among others", async () => {
    using trainer = await createTrainer({ model, optimizer: "adam", seed: 1, backend });
    await trainer.fit(data, { epochs: 20, batchSize: 2 });
    const all = await trainer.predict(data.x);
    expectClose(await trainer.predict(denseRows(2, [3, 7])), all.subarray(2, 4), { abs: 1e-6 });
    using other = await restoreTrainer(trainer.checkpoint(), { backend });
    expect(await other.predict(data.x)).toEqual(all);
  });

  test("early stopping puts the best epoch's back with its weights", async () => {
    using trainer = await createTrainer({ model, optimizer: { kind: "sgd", learningRate: 0.5 }, seed: 1, backend });
    const seen: (readonly NamedTensor[])[] = [];
    const reports = await trainer.fit(data, {
      epochs: 6,
      batchSize: 4,
      validation: data,
      // only the first is such an improvement
      earlyStopping: { metric: "validation-loss", patience: 2, minDelta: 10 },
      onEpoch: () => void seen.push(trainer.weights()),
    });
    const { keptEpoch } = reports.at(-1) as { keptEpoch: number };
    expect(keptEpoch).toBeLessThan(reports.length);
    expect(trainer.weights()).toEqual(seen[keptEpoch - 1]);
    expect(trainer.weights()).not.toEqual(seen.at(-1));
  });
});

test("the gradients before a frozen layer are right", () => {
  const layers: LayerInput[] = [
    { kind: "dense", units: 6, activation: "tanh" },
    { kind: "reshape", shape: [3, 2] },
    { kind: "batch-norm", trainable: false, epsilon: 0.5 },
    { kind: "flatten" },
    { kind: "batch-norm", trainable: false, scale: false, epsilon: 2 },
    { kind: "dense", units: 2 },
  ];
  expect(checkGradients({ ...model, layers }, { rows: 1 })).toMatchObject({ ok: true });
});

test("a step that a stop ended and that is made again moves them once", async () => {
  // squares of these gradients overflow where they themselves do not: the look before the update stops, and finds none
  const optimizer = { kind: "sgd", globalClipNorm: 1 } as const;
  using trainer = await createTrainer({ model, optimizer, seed: 1, backend: reference });
  trainer.setWeights([{ name: "last.weights", values: Float64Array.of(1e160, -1e160, 1e160, -1e160) }]);
  trainer.step(data);
  expect(valuesOf(trainer.weights(), "norm.moving-mean")).toEqual([0.5, 2.5]);
  expect(valuesOf(trainer.weights(), "norm.moving-variance")).toEqual([1, 3]);
});
