/**
 * Tensors that belong to the model and are not trained: all that keeps a model keeps them, and no optimizer sees them.
 */
import { describe, expect, test } from "vitest";
import { decodeCheckpoint } from "../src/checkpoint/decode.ts";
import { encodeCheckpoint } from "../src/checkpoint/encode.ts";
import { finish } from "../src/data/slices.ts";
import { FormatError } from "../src/errors.ts";
import {
  checkGradients,
  createTrainer,
  DataError,
  DivergedError,
  defineModel,
  defineOptimizer,
  type FitOptions,
  type ModelInput,
  type NamedTensor,
  restoreTrainer,
  type Trainer,
} from "../src/index.ts";
import type { Tensor } from "../src/plan/tensor.ts";
import { createReferenceBackend } from "../src/reference/backend.ts";
import { Network } from "../src/train/network.ts";
import { widenNetwork } from "../src/train/widen-network.ts";
import { projectionLayer } from "./kept-layer.ts";
import { drawBlobs } from "./toy-data.ts";
import { everyWasmBackend } from "./wasm-backends.ts";

const model: ModelInput = {
  inputs: 4,
  layers: [
    { kind: "dense", name: "first", units: 5, activation: "tanh" },
    projectionLayer("fixed", 3),
    { kind: "dense", name: "last", units: 3 },
  ],
  loss: "softmax-cross-entropy",
};
const data = drawBlobs(40, 4, 3, 1);
const KEPT = ["fixed.weights", "fixed.sums"];

const valuesOf = (tensors: readonly NamedTensor[], name: string): readonly number[] => [
  ...(tensors.find((tensor) => tensor.name === name) as NamedTensor).values,
];
const backends = [createReferenceBackend("float64"), ...(await everyWasmBackend())];

describe.each(backends.map((backend) => [backend.name, backend] as const))("%s", (_, backend) => {
  const open = (more: { readonly optimizer?: "adam"; readonly capacity?: number } = {}): Promise<Trainer> =>
    createTrainer({ model, optimizer: { kind: "sgd", learningRate: 0.5 }, seed: 3, backend, ...more });

  test("they stand among the weights, in the order of the layers, and may be set by name", async () => {
    using trainer = await open();
    expect(trainer.weights().map(({ name, shape }) => [name, shape])).toEqual([
      ["first.weights", [4, 5]],
      ["first.biases", [5]],
      ["fixed.weights", [5, 3]],
      ["fixed.biases", [3]],
      ["fixed.sums", [5]],
      ["last.weights", [3, 3]],
      ["last.biases", [3]],
    ]);
    expect(valuesOf(trainer.weights(), "fixed.weights").every((value) => value !== 0)).toBe(true);
    const before = await trainer.predict(data.x);
    trainer.setWeights([{ name: "fixed.weights", values: new Float32Array(15).fill(0.25) }]);
    expect(valuesOf(trainer.weights(), "fixed.weights")).toEqual(new Array(15).fill(0.25));
    expect(await trainer.predict(data.x)).not.toEqual(before);
    const broken = [{ name: "fixed.sums", values: Float32Array.of(1, 2, Number.NaN, 4, 5) }];
    expect(() => trainer.setWeights(broken)).toThrow(DataError);
  });

  test.each([
    ["sgd with momentum and decay", { kind: "sgd", momentum: 0.9, weightDecay: 0.1 }],
    ["adamw, clipped", { kind: "adamw", weightDecay: 0.1, clipNorm: 0.1 }],
    ["plain sgd", { kind: "sgd" }],
    ["keras2's, clipped by value", { kind: "adam", flavour: "keras2", clipValue: 0.01 }],
  ] as const)("%s does not touch them; an operation of the layer does", async (_, optimizer) => {
    using trainer = await createTrainer({ model, optimizer, seed: 3, backend });
    const before = trainer.weights();
    await trainer.fit(data, { epochs: 3, batchSize: 8, doctor: true });
    const after = trainer.weights();
    for (const { name } of before) {
      if (name === "fixed.weights") expect(valuesOf(after, name)).toEqual(valuesOf(before, name));
      else expect(valuesOf(after, name)).not.toEqual(valuesOf(before, name));
    }
  });

  test("they are saved, listed, and restored: the training goes on bit for bit", async () => {
    const options: FitOptions = { epochs: 4, batchSize: 8 };
    using whole = await open({ optimizer: "adam" });
    await whole.fit(data, { ...options, epochs: 2 });
    const saved = whole.checkpoint();
    const kept = whole.weights();
    await whole.fit(data, options);

    const { meta, arrays } = decodeCheckpoint(saved);
    const { tensors } = meta as { readonly tensors: readonly { readonly name: string; readonly trained: boolean }[] };
    expect(tensors.map(({ name, trained }) => [name, trained])).toEqual(
      kept.map(({ name }) => [name, !KEPT.includes(name)]),
    );
    expect(tensors.find(({ name }) => name === "fixed.weights")).toEqual({
      ...{ name: "fixed.weights", shape: [5, 3], trained: false },
    });
    for (const name of KEPT) {
      const array = arrays.find((one) => one.name === `tensor.${name}`);
      expect([...(array?.values ?? [])]).toEqual(valuesOf(kept, name));
    }
    const trained = kept.filter(({ name }) => !KEPT.includes(name)).flatMap(({ values }) => [...values]);
    expect([...(arrays.find(({ name }) => name === "parameters")?.values ?? [])]).toEqual(trained);

    using restored = await restoreTrainer(saved, { backend });
    expect(restored.weights()).toEqual(kept);
    expect(await restored.fit(data, options)).toHaveLength(2);
    expect(restored.weights()).toEqual(whole.weights());
    expect(restored.checkpoint()).toEqual(whole.checkpoint());
  });

  test("early stopping keeps them with the best epoch's weights, puts them back, and goes on from the last step's", async () => {
    const options: FitOptions = {
      ...{ epochs: 8, batchSize: 8, evaluateTrain: true },
      earlyStopping: { metric: "train-loss", patience: 9, minDelta: 0.5 },
    };
    using trainer = await open();
    const ofEpoch: NamedTensor[][] = [];
    const watched = { ...options, onEpoch: () => void ofEpoch.push(trainer.weights()) };
    await trainer.fit(data, { ...watched, epochs: 4 });
    const kept = trainer.keptEpoch;
    expect(kept).toBeLessThan(4);
    expect(trainer.weights()).toEqual(ofEpoch[kept - 1]);
    expect(valuesOf(ofEpoch[kept - 1], "fixed.sums")).not.toEqual(valuesOf(ofEpoch[3], "fixed.sums"));

    using restored = await restoreTrainer(trainer.checkpoint(), { backend });
    expect([restored.keptEpoch, restored.weights()]).toEqual([kept, trainer.weights()]);
    using straight = await open();
    const last: NamedTensor[][] = [];
    await straight.fit(data, { ...options, onEpoch: () => void last.push(straight.weights()) });
    await trainer.fit(data, watched);
    expect(ofEpoch).toEqual(last);
    await restored.fit(data, options);
    for (const one of [trainer, restored]) expect(one.weights()).toEqual(straight.weights());
  });

  test("a batch that needs more room takes them along", async () => {
    const recipe = { model: defineModel(model), optimizer: defineOptimizer("adam"), seed: 3 };
    const network = new Network(backend, recipe, 1);
    finish(network.initialize());
    const named = (one: Network, name: string): Tensor =>
      one.plan.modelTensors.find(({ place }) => place.name === name)?.tensor as Tensor;
    finish(network.write(named(network, "fixed.sums"), [1, 2, 3, 4, 5]));
    const before = finish(network.readModel());
    const wider = finish(widenNetwork(network, 7));
    expect(finish(wider.readModel())).toEqual(before);
    expect([...finish(wider.read(named(wider, "fixed.sums")))]).toEqual([1, 2, 3, 4, 5]);
    wider.dispose();
  });

  test.each(KEPT)("a number of %s that is not finite is found", async (name) => {
    const recipe = { model: defineModel(model), optimizer: defineOptimizer("sgd"), seed: 3 };
    const network = new Network(backend, recipe, 1);
    finish(network.initialize());
    expect(finish(network.findInWeights())).toBeNull();
    const { tensor } = network.plan.modelTensors.find(({ place }) => place.name === name) ?? {};
    finish(network.write(tensor as Tensor, [Number.NaN], 2));
    const [layer, role] = name.split(".");
    expect(finish(network.findInWeights())).toMatchObject({ layer, tensor: role, index: 2 });
    expect(() => finish(network.checkState(0.5))).toThrow(DivergedError);
    expect(() => finish(network.checkState(0.5))).toThrow(`the ${role} of ${layer} is NaN at index 2`);
    network.dispose();
  });

  test("and what they make of a row ends a training, by name", async () => {
    using trainer = await open();
    const huge = backend.precision === "float64" ? 1.7e308 : 3e38;
    trainer.setWeights([
      { name: "first.biases", values: new Float64Array(5).fill(9) },
      { name: "fixed.weights", values: new Float64Array(15).fill(huge) },
    ]);
    expect(() => trainer.step(data)).toThrow(DivergedError);
    expect(() => trainer.step(data)).toThrow("the output of fixed is Infinity at index 0");
  });
});

describe("a checkpoint", () => {
  const saved = async (): Promise<ReturnType<typeof decodeCheckpoint>> => {
    using trainer = await createTrainer({ model, optimizer: "sgd", precision: "float64" });
    return decodeCheckpoint(trainer.checkpoint());
  };

  test.each(KEPT)("in which %s is missing, or one number short, is refused", async (name) => {
    const { arrays, meta } = await saved();
    const without = arrays.filter((array) => array.name !== `tensor.${name}`);
    await expect(restoreTrainer(encodeCheckpoint(without, meta))).rejects.toThrow(
      new RegExp(`^Cannot restore the trainer: the checkpoint has no numbers of tensor.${name} but the model needs`),
    );
    // nor is memory taken for it
    const reference = createReferenceBackend("float64");
    const refusing = { ...reference, open: () => expect.unreachable() };
    await expect(restoreTrainer(encodeCheckpoint(without, meta), { backend: refusing })).rejects.toThrow(FormatError);
    const short = arrays.map((array) =>
      array.name === `tensor.${name}` ? { ...array, values: array.values.slice(1) } : array,
    );
    await expect(restoreTrainer(encodeCheckpoint(short, meta))).rejects.toThrow(FormatError);
  });

  test("whose list of tensors is another model's is refused; one without a list is of before there was one", async () => {
    const { arrays, meta } = await saved();
    const listed = meta as { readonly tensors: readonly object[] };
    const other = { ...listed, tensors: listed.tensors.slice(1) };
    await expect(restoreTrainer(encodeCheckpoint(arrays, other))).rejects.toThrow(
      "Cannot restore the trainer: its list of tensors is not its model's; use another copy",
    );
    const { tensors: _, ...unlisted } = listed;
    using restored = await restoreTrainer(encodeCheckpoint(arrays, unlisted));
    expect(restored.weights()).toHaveLength(7);
  });
});

test("the gradient check looks at what is trained", () => {
  const { tensors, ok } = checkGradients(model);
  expect(ok).toBe(true);
  expect(tensors.map(({ name }) => name)).toEqual([
    "first.weights",
    "first.biases",
    "fixed.biases",
    "last.weights",
    "last.biases",
  ]);
});
