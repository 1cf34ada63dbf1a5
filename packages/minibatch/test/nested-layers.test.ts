/** Layers within layers, and repeated ones: what they are called, what they compute, how errors name them. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  createTrainer,
  DivergedError,
  defineModel,
  type LayerInput,
  type LayerSpec,
  layoutOf,
  type ModelInput,
  restoreTrainer,
  workOf,
} from "../src/index.ts";
import { flattenLayers, placeLayers } from "../src/model/layout.ts";
import { createReferenceBackend } from "../src/reference/backend.ts";
import { expectRightGradients } from "./drawn-models/check-drawn.ts";
import { everyLayer } from "./every-layer.ts";
import { expectClose } from "./expect-close.ts";
import { denseRows, targets } from "./toy-data.ts";
import { everyWasmBackend } from "./wasm-backends.ts";

const last = { kind: "dense", units: 2 } as const;
const dense = (units: number): LayerInput => ({ kind: "dense", units });

function modelOf(...layers: readonly LayerInput[]): ModelInput {
  return { inputs: 3, layers: [...layers, last], loss: "mean-squared-error" };
}

/** Names of all layers, those within a layer before it. */
function namesOf(...layers: readonly LayerInput[]): string[] {
  return flattenLayers(placeLayers(defineModel(modelOf(...layers)))).map(({ layer }) => layer.name);
}

describe("names", () => {
  test("layers within a block are counted behind its name", () => {
    expect(
      namesOf(dense(3), { kind: "residual", layers: [dense(4), { ...dense(3), name: "own" } as LayerInput] }),
    ).toEqual(["layer1", "layer2-1", "own", "layer2", "layer3"]);
    expect(namesOf({ kind: "residual", name: "block", layers: [dense(3)] })).toEqual(["block-1", "block", "layer2"]);
  });

  test("copies are counted, layers of a copy too where there are several, and behind names that are given", () => {
    expect(namesOf({ kind: "repeat", times: 2, layers: [dense(3)] })).toEqual(["layer1-1", "layer1-2", "layer2"]);
    expect(
      namesOf({ kind: "repeat", times: 2, name: "part", layers: [dense(3), { kind: "dropout", rate: 0.5 }] }),
    ).toEqual(["part-1-1", "part-1-2", "part-2-1", "part-2-2", "layer2"]);
    const block: LayerInput = { kind: "residual", layers: [{ kind: "dense", units: 3, name: "a" }, dense(3)] };
    expect(namesOf({ kind: "repeat", times: 2, layers: [block] })).toEqual([
      "a-1",
      "layer1-1-2",
      "layer1-1",
      "a-2",
      "layer1-2-2",
      "layer1-2",
      "layer2",
    ]);
    const twice: LayerInput = { kind: "repeat", times: 2, layers: [{ kind: "dense", units: 3, name: "a" }] };
    expect(namesOf({ kind: "repeat", times: 2, layers: [twice] })).toEqual([
      "a-1-1",
      "a-1-2",
      "a-2-1",
      "a-2-2",
      "layer2",
    ]);
  });

  test("how often something is repeated changes no other name", () => {
    const [once, often] = [1, 7].map((times) => namesOf({ kind: "repeat", times, layers: [dense(3)] }, dense(4)));
    expect(often!.slice(-2)).toEqual(once!.slice(-2));
  });

  test("nothing is left of a repeat: it is the layers that it stands for", () => {
    const written = defineModel(
      modelOf({ kind: "repeat", times: 2, layers: [{ kind: "dense", units: 3, name: "a" }] }),
    );
    const plain = defineModel(
      modelOf({ kind: "dense", units: 3, name: "a-1" }, { kind: "dense", units: 3, name: "a-2" }),
    );
    expect({ ...written, layers: written.layers.slice(0, 2) }).toEqual({ ...plain, layers: plain.layers.slice(0, 2) });
  });
});

describe("what is refused names where it was written", () => {
  const block = (...layers: unknown[]): unknown => ({ kind: "residual", layers });
  const repeat = (times: unknown, ...layers: unknown[]): unknown => ({ kind: "repeat", times, layers });
  const nest = (depth: number): unknown => (depth === 0 ? dense(3) : block(nest(depth - 1)));
  test.each<[string, unknown[], string]>([
    [
      "an unknown kind",
      [dense(3), block(dense(3), { kind: "conv9" })],
      'layers[1].layers[1].kind: cannot use "conv9": ',
    ],
    [
      "a field within",
      [block(block({ kind: "dense", units: 0 }))],
      "layers[0].layers[0].layers[0].units: cannot use 0: ",
    ],
    ["no layers", [block()], "layers[0].layers: cannot use []: it must be a list of at least one layer"],
    ["layers that are no list", [{ kind: "residual", layers: 3 }], "layers[0].layers: cannot use 3: "],
    ["a layer that is none", [block(3)], "layers[0].layers[0]: cannot read 3: "],
    [
      "a name twice",
      [block({ kind: "dense", units: 3, name: "a" }), { kind: "dense", units: 3, name: "a" }],
      'layers[1].name: cannot be "a": layers[0].layers[0] has that name; choose another',
    ],
    [
      "a name twice, in a copy",
      [{ ...dense(3), name: "a-2" }, repeat(2, { kind: "dense", units: 3, name: "a" })],
      'layers[1].layers[0].name: cannot be "a-2": layers[0] has that name; choose another',
    ],
    [
      "a shape within",
      [block({ kind: "reshape", shape: [2] })],
      "layers[0].layers[0].shape: cannot be [2], which is 2 numbers: rows of [3] come in, ",
    ],
    [
      "a shape behind a repeat",
      [repeat(3, dense(3)), block(dense(4), { kind: "reshape", shape: [2, 2] }, dense(3))],
      "layers[1].layers[2]: cannot be dense: rows of [2, 2] come in, ",
    ],
    [
      "a shape in a later copy",
      [repeat(3, { kind: "reshape", shape: [3] }, dense(4))],
      "layers[0].layers[0].shape: cannot be [3], which is 3 numbers: rows of [4] come in, which is 4; " +
        "give sizes whose product is 4; so it is in copy 2 of 3",
    ],
    [
      "a shape that no projection makes",
      [block({ kind: "reshape", shape: [3, 1] })],
      "layers[0]: cannot be residual: rows of [3] come in, its layers make them [3, 1], and no projection brings these " +
        'together; end its layers with { kind: "reshape", shape: [3] }',
    ],
    [
      "a shape of another size",
      [{ kind: "reshape", shape: [3, 1] }, block({ kind: "flatten" }, dense(4)), dense(1)],
      "layers[1]: cannot be residual: rows of [3, 1] come in, its layers make them [4], and no projection brings these " +
        'together; let its layers give [3, 1] again, or put { kind: "flatten" } before it',
    ],
    [
      "pixels that no stride leaves",
      [
        dense(4),
        { kind: "reshape", shape: [1, 4, 1] },
        block({ kind: "conv2d", filters: 2, kernel: [1, 2] }),
        { kind: "flatten" },
      ],
      "layers[2]: cannot be residual: rows of [1, 4, 1] come in, its layers make them [1, 3, 2], and no projection " +
        'brings these together; let its layers keep all pixels, or every second or third one, as padding: "same" does',
    ],
    ["no times", [repeat(undefined, dense(3))], "layers[0].times: is missing: a repeat needs it and has no default"],
    [
      "a field that a repeat lacks",
      [{ kind: "repeat", times: 2, layers: [dense(3)], count: 2 }],
      "layers[0].count: cannot be read: a repeat has no such field; did you mean times?",
    ],
    [
      "too many layers",
      [repeat(1000, repeat(1000, dense(3)))],
      "layers[0].times: cannot be 1000: that makes 1000000 layers; stay within 10000",
    ],
    ["too deep", [nest(40)], "cannot lie within 32 other layers: take some of these away"],
    [
      "a block at the end",
      [],
      "layers[0]: cannot be a residual layer: the last one gives the outputs; add a dense layer after it",
    ],
  ])("%s", (_what, layers, message) => {
    const all = layers.length === 0 ? [block(dense(3))] : [...layers, last];
    const define = (): unknown => defineModel({ inputs: 3, layers: all, loss: "mean-squared-error" } as never);
    expect(define).toThrow(message);
    expect(define).toThrow(/^[^\n]*$/);
  });
});

describe("known answers", () => {
  test("y = relu(h + x) with the layers' and the shortcut's gradients, by hand", async () => {
    const model: ModelInput = {
      inputs: 2,
      layers: [
        { kind: "residual", name: "block", activation: "relu", layers: [{ kind: "dense", units: 2, name: "a" }] },
        { kind: "dense", units: 1, name: "last" },
      ],
      loss: "mean-squared-error",
    };
    const optimizer = { kind: "sgd", learningRate: 1 } as const;
    using trainer = await createTrainer({ model, optimizer, precision: "float64" });
    const put = (name: string, ...values: number[]) => ({ name, values: Float64Array.from(values) });
    trainer.setWeights([put("a.weights", 1, 0, 0, -3), put("a.biases", 0, 1), put("last.weights", 1, 1)]);
    const data = { x: denseRows(2, [1, 2]), y: targets(1, [0]) };
    // a gives [1, -5], the sum is [2, -3], what is left of it [2, 0]
    expect(Array.from(await trainer.predict(data.x))).toEqual([2]);
    expect(trainer.step(data)).toBe(4);
    const after = Object.fromEntries(trainer.weights().map(({ name, values }) => [name, Array.from(values)]));
    // dL/dy = 4, of which the second unit lets nothing through
    expect(after).toEqual({
      "a.weights": [1 - 4, 0, 0 - 8, -3],
      "a.biases": [-4, 1],
      "last.weights": [1 - 8, 1],
      "last.biases": [-4],
    });
  });

  test("a projection has a weight for each pair of input and output, no biases, and counts as work", () => {
    const model = defineModel(modelOf({ kind: "residual", name: "b", layers: [dense(4), dense(5)] }));
    expect(layoutOf(model).tensors.map(({ name, shape }) => [name, shape])).toEqual([
      ["b-1.weights", [3, 4]],
      ["b-1.biases", [4]],
      ["b-2.weights", [4, 5]],
      ["b-2.biases", [5]],
      ["b.projection", [3, 5]],
      ["layer2.weights", [5, 2]],
      ["layer2.biases", [2]],
    ]);
    expect(workOf(model)).toEqual([3 * 4 + 4 * 5 + 3 * 5, 5 * 2]);
  });
});

test("the doctor and the error of a diverged run name the layer within", async () => {
  const block: LayerInput = {
    kind: "residual",
    name: "block",
    layers: [
      { kind: "dense", units: 4, activation: "relu", name: "dead" },
      { kind: "dense", units: 5 },
    ],
  };
  using trainer = await createTrainer({ model: modelOf(block), optimizer: { kind: "sgd", learningRate: 1e-3 } });
  trainer.setWeights([{ name: "dead.biases", values: new Float32Array(4).fill(-1e6) }]);
  const data = { x: denseRows(3, [1, 2, 3, 4, 5, 6]), y: targets(2, [0, 0, 0, 0]) };
  const [{ health }] = await trainer.fit(data, { epochs: 1, batchSize: 2, doctor: true });
  expect(health.map(({ layer, deadUnits }) => [layer, deadUnits])).toEqual([
    ["dead", 1],
    ["block-2", null],
    ["block", null],
    ["layer2", null],
  ]);
  trainer.setWeights([{ name: "block-2.biases", values: new Float32Array(5).fill(3e38) }]);
  const failed = await trainer.fit(data, { epochs: 3, batchSize: 2 }).then(
    () => null,
    (error: unknown) => error,
  );
  expect(failed).toBeInstanceOf(DivergedError);
  expect((failed as DivergedError).message).toMatch(
    /^Training stopped at step 2: the output of (block-2|block|layer2) is /,
  );
});

/** Samples of all kinds that take rows of 3 and give such again. */
const samples: readonly LayerInput[] = [...new Map(everyLayer.map(({ kind, spec }) => [kind, spec])).values()].flatMap(
  ({ name: _, ...spec }) => {
    try {
      const model = defineModel(modelOf(spec as LayerInput));
      return placeLayers(model)[0].output.join() === "3" ? [spec as LayerInput] : [];
    } catch {
      return [];
    }
  },
);

/** Layers that fit rows of 3 and give such again. */
const { layers: drawLayers } = fc.letrec<{ layers: LayerInput[]; layer: LayerInput; leaf: LayerInput }>((tie) => ({
  leaf: fc.oneof(
    fc.record({
      kind: fc.constant("dense" as const),
      units: fc.constant(3),
      activation: fc.constantFrom("tanh", "softplus", "linear"),
      regularizer: fc.constantFrom({}, { l2: 0.01 }),
      trainable: fc.constantFrom(true, true, false),
    }),
    fc.constantFrom(...samples),
  ) as fc.Arbitrary<LayerInput>,
  layer: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    tie("leaf"),
    fc.record({
      kind: fc.constant("residual" as const),
      layers: tie("layers"),
      activation: fc.constantFrom("tanh", "linear"),
    }),
    fc.record({ kind: fc.constant("repeat" as const), times: fc.integer({ min: 1, max: 3 }), layers: tie("layers") }),
    // to another width and back
    tie("layers").map((layers) => ({
      kind: "residual" as const,
      layers: [dense(4), { kind: "residual" as const, layers: [dense(2)] }, dense(3), ...layers],
    })),
    fc.constant({ kind: "residual" as const, layers: [dense(3)], name: "named" }),
  ) as fc.Arbitrary<LayerInput>,
  layers: fc.array(tie("layer"), { minLength: 1, maxLength: 3, depthIdentifier: "layers" }),
}));

function specsOf(layers: readonly LayerSpec[]): LayerSpec[] {
  return layers.flatMap((layer) => [layer, ...(layer.kind === "residual" ? specsOf(layer.layers) : [])]);
}

/** What defines; a name that was given twice is refused. */
const drawModels = drawLayers.map(modelOfAll).filter((model) => {
  try {
    defineModel(model);
    return true;
  } catch (error) {
    expect((error as Error).message).toMatch(/cannot be "named[-\d]*": .* has that name|cannot lie within 32/);
    return false;
  }
});

/** A group of one number is 0 whatever it was, which lies on the kink of what follows. */
const isOnKinks = (layer: LayerSpec): boolean => layer.kind === "group-norm" && layer.groups === 3;

/** In many layers rounding and curvature add up: what is compared by numbers has few. */
const drawSmall = drawModels.filter((model) => {
  const specs = specsOf(defineModel(model).layers);
  return specs.length <= 14 && !specs.some(isOnKinks);
});

function modelOfAll(layers: readonly LayerInput[]): ModelInput {
  return modelOf(...layers);
}

describe("any nested model", async () => {
  const backends = [createReferenceBackend("float32"), ...(await everyWasmBackend())];

  test("has a name for every layer and tensor, and is the same when it is defined again", () => {
    fc.assert(
      fc.property(drawModels, (written) => {
        const model = defineModel(written);
        const names = specsOf(model.layers).map(({ name }) => name);
        expect(new Set(names).size).toBe(names.length);
        for (const name of names) expect(name).toMatch(/^[A-Za-z][\w-]*$/);
        const { tensors, size } = layoutOf(model);
        expect(new Set(tensors.map(({ name }) => name)).size).toBe(tensors.length);
        expect(tensors.reduce((sum, { length }) => sum + length, 0)).toBe(size);
        for (const again of [defineModel(model), defineModel(JSON.parse(JSON.stringify(model)))]) {
          expect(JSON.stringify(again)).toBe(JSON.stringify(model));
        }
        expect(defineModel(written)).toEqual(model);
        expect(flattenLayers(placeLayers(model)).map(({ place }) => place)).toEqual(names.map((_, i) => i));
      }),
      { numRuns: 200 },
    );
  });

  test("has the gradients of central differences", () => {
    fc.assert(
      fc.property(drawSmall, (model) => expectRightGradients(model)),
      { numRuns: 25 },
    );
  });

  test("goes on from a checkpoint in mid-epoch to the same bits, and predicts alike on every executor", async () => {
    const data = {
      x: denseRows(
        3,
        Array.from({ length: 33 }, (_, i) => ((i * 7) % 11) / 11 - 0.4),
      ),
      y: targets(
        2,
        Array.from({ length: 22 }, (_, i) => (i % 5) / 5),
      ),
    };
    await fc.assert(
      fc.asyncProperty(drawSmall, fc.nat(1000), fc.constantFrom(...backends), async (model, seed, backend) => {
        const options = { model, optimizer: { kind: "adam", learningRate: 0.01 }, seed } as const;
        using through = await createTrainer({ ...options, backend });
        await through.fit(data, { epochs: 2, batchSize: 4 });
        using stopped = await createTrainer({ ...options, backend });
        let saved: Uint8Array | null = null;
        await stopped.fit(data, {
          epochs: 2,
          batchSize: 4,
          onStep: ({ step }) => {
            if (step === 2) saved = stopped.checkpoint();
          },
        });
        using resumed = await restoreTrainer(saved as unknown as Uint8Array, { backend });
        await resumed.fit(data, { epochs: 2, batchSize: 4 });
        expect(resumed.weights()).toEqual(through.weights());
        using reference = await createTrainer({ ...options, backend: backends[0] });
        reference.setWeights(through.weights());
        expectClose(await through.predict(data.x), await reference.predict(data.x), { abs: 1e-5, rel: 1e-5 });
      }),
      { numRuns: 25 },
    );
  });
});
