/** Where two ways give the same figures, the faster one is taken: only the time would show the difference. */
import { describe, expect, test, vi } from "vitest";
import { compressRows } from "../src/data/compress-rows.ts";
import type { Dataset, Rows } from "../src/data/dataset.ts";
import type { ModelInput } from "../src/model/define-model.ts";
import { createReferenceBackend } from "../src/reference/backend.ts";
import { createTrainer, restoreTrainer, type TrainerOptions } from "../src/train/create-trainer.ts";
import type { FitOptions } from "../src/train/fit-options.ts";
import { GEMM_SCRATCH_BYTES } from "../src/wasm/room.ts";
import { inputsBeyond } from "./block-sizes.ts";
import { expectClose } from "./expect-close.ts";
import { drawBlobs, drawSparse } from "./toy-data.ts";
import { everyWasmBackend } from "./wasm-backends.ts";
import { watched } from "./watched-backend.ts";

const FEATURES = 40;
const model: ModelInput = {
  inputs: FEATURES,
  layers: [
    { kind: "dense", units: 8, activation: "relu" },
    { kind: "dense", units: 3 },
  ],
  loss: "softmax-cross-entropy",
};
const optimizer = { kind: "sgd", learningRate: 0.1 } as const;
const dense = drawBlobs(64, FEATURES, 3, 1);
const sparse = drawSparse(64, FEATURES, 3, 0.1, 1);
const compressed: Dataset = { x: compress(sparse.x), y: sparse.y };

function compress(x: Rows): Rows {
  return x.kind === "dense" ? compressRows(x) : x;
}

describe("kernels", () => {
  test.each<[Partial<TrainerOptions>, string]>([
    [{}, "wasm-relaxed"],
    [{ numerics: "fast" }, "wasm-relaxed"],
    [{ backend: "auto" }, "wasm-relaxed"],
    [{ backend: "wasm", blas: null }, "wasm-relaxed"],
    [{ numerics: "strict" }, "wasm-strict"],
    [{ precision: "float64" }, "reference-float64"],
    [{ numerics: "strict", precision: "float64" }, "reference-float64"],
    [{ backend: createReferenceBackend("float64") }, "reference-float64"],
    [{ backend: createReferenceBackend("float32") }, "reference-float32"],
  ])("%j: %s", async (options, name) => {
    using trainer = await createTrainer({ model, optimizer, ...options });
    expect(trainer.backendName).toBe(name);
  });

  test("of a trainer that is restored are those it was saved with, unless others are asked for", async () => {
    for (const [numerics, name] of [
      ["fast", "wasm-relaxed"],
      ["strict", "wasm-strict"],
    ] as const) {
      using trainer = await createTrainer({ model, optimizer, numerics });
      using restored = await restoreTrainer(trainer.checkpoint());
      expect(restored.backendName).toBe(name);
      using fast = await restoreTrainer(trainer.checkpoint(), { numerics: "fast" });
      expect(fast.backendName).toBe("wasm-relaxed");
    }
  });
});

describe.each(await everyWasmBackend())("$name", (backend) => {
  test.each([
    ["dense rows", dense],
    ["dense rows, most of them 0", sparse],
    ["compressed rows", compressed],
  ])("%s: an epoch's steps are one call, and so are the passes over a data set", async (_, data) => {
    const { backend: seen, runs, uses } = watched(backend);
    using trainer = await createTrainer({ model, optimizer, backend: seen });
    await trainer.fit(data, { epochs: 2, batchSize: 16, validation: data, evaluateTrain: true });
    const pass = { rows: 64, steps: 1 };
    const epoch = [{ rows: 16, steps: 4 }, pass, pass];
    expect(runs).toEqual([...epoch, ...epoch]);
    await trainer.evaluate(data);
    await trainer.predict(data.x);
    expect(runs.slice(6)).toEqual([pass, pass]);
    // rows that are passed again and again are worth making ready
    expect(uses).toEqual(["often", "often", "once", "once"]);
  });

  test("steps that are told one by one, or draw masks, are a call each", async () => {
    const { backend: seen, runs } = watched(backend);
    using told = await createTrainer({ model, optimizer, backend: seen });
    await told.fit(dense, { epochs: 1, batchSize: 16, onStep: () => undefined });
    const dropping: ModelInput = { ...model, layers: [{ kind: "dropout", rate: 0.1 }, ...model.layers] };
    using drawn = await createTrainer({ model: dropping, optimizer, backend: seen });
    await drawn.fit(dense, { epochs: 1, batchSize: 16 });
    expect(runs).toEqual(new Array(8).fill({ rows: 16, steps: 1 }));
  });

  test("a ragged last batch, and a step that the doctor watches, are a call of their own", async () => {
    const { backend: seen, runs } = watched(backend);
    using trainer = await createTrainer({ model, optimizer, backend: seen });
    await trainer.fit(dense, { epochs: 1, batchSize: 15 });
    expect(runs).toEqual([
      { rows: 15, steps: 4 },
      { rows: 4, steps: 1 },
    ]);
    await trainer.fit(dense, { epochs: 2, batchSize: 16, doctor: true });
    const pass = { rows: 64, steps: 1 };
    // the doctor passes the rows twice before the first step, in a network of its own, and after the epoch once for
    // the layers' health and once for the end
    const steps = [3, 1].map((count) => ({ rows: 16, steps: count }));
    expect(runs.slice(2)).toEqual([pass, pass, ...steps, pass, pass]);
  });

  test("a step by hand is made from rows that are passed once, of whatever kind", async () => {
    for (const data of [dense, sparse, compressed]) {
      const { backend: seen, runs, uses } = watched(backend);
      using trainer = await createTrainer({ model, optimizer, backend: seen });
      trainer.step(data);
      expect(uses).toEqual(["step"]);
      expect(runs).toEqual([{ rows: 64, steps: 1 }]);
    }
  });

  describe("a step does what is asked for and no more", () => {
    const plain = {
      dense: 2,
      activate: 1,
      "softmax-cross-entropy": 1,
      "activate-backward": 1,
      "dense-backward": 1,
      "dense-gradient": 2,
      "column-sums": 2,
      update: 1,
    };
    const cases: readonly (readonly [string, TrainerOptions["optimizer"], object, object])[] = [
      ["sgd", { kind: "sgd" }, {}, {}],
      ["adam, whose averages must be finite too", { kind: "adam" }, {}, { "sum-of-squares": 3 }],
      ["keras3's decay: of the weights", { kind: "sgd", weightDecay: 0.1 }, { "add-scaled": 1 }, {}],
      ["torch's decay: in the gradient", { kind: "sgd", flavour: "torch", weightDecay: 0.1 }, { "add-scaled": 1 }, {}],
      [
        "clipping by value, which would hide what is not finite",
        { kind: "sgd", clipValue: 1e-9 },
        { "clip-value": 1 },
        {},
      ],
      ["clipping by the norm of all", { kind: "sgd", globalClipNorm: 1e-9 }, { "clip-norm": 1 }, {}],
      ["clipping by the norm of each variable", { kind: "sgd", clipNorm: 1e9 }, { "clip-norm": 4 }, {}],
    ];

    const stepOf = (more: object): object => {
      const hides = "clip-value" in more;
      return { ...plain, ...more, ...(hides && { "check-finite": 1 }), "stop-unless-finite": hides ? 2 : 1 };
    };

    test.each(cases)("by hand: %s", async (_, asked, more, looks) => {
      const { backend: seen, operations } = watched(backend);
      using trainer = await createTrainer({ model, optimizer: asked, backend: seen });
      trainer.step(dense);
      // the sum of squares: whether the weights are finite
      expect(Object.fromEntries(operations)).toEqual({ ...stepOf(more), "sum-of-squares": 1, ...looks });
    });

    test.each(cases)("of many: %s", async (_, asked, more, looks) => {
      const { backend: seen, operations } = watched(backend);
      using trainer = await createTrainer({ model, optimizer: asked, backend: seen });
      await trainer.fit(dense, { epochs: 1, batchSize: 8 });
      const ofSteps = Object.entries(stepOf(more)).map(([kind, count]) => [kind, 8 * count]);
      // the state is looked at once an epoch
      const ofEpoch = { "sum-of-squares": 1, ...looks };
      expect(Object.fromEntries(operations)).toEqual({ ...Object.fromEntries(ofSteps), ...ofEpoch });
    });
  });

  describe("rows that are passed again and again lie in the arena, as entries of eight bytes", () => {
    const rows = 8000;
    const wide = drawSparse(rows, 100, 3, 0.25, 4);
    const bytes = Uint8Array.from((wide.x as { readonly values: Float32Array }).values, (value) =>
      value === 0 ? 0 : 9,
    );
    const cases: readonly (readonly [string, Rows])[] = [
      ["dense float32 numbers", wide.x],
      ["dense bytes", { kind: "dense", rows, features: 100, values: bytes, scale: 1 / 9 }],
      ["compressed rows", compress(wide.x)],
    ];
    const entryBytes = 8 * (compress(wide.x) as { readonly values: ArrayLike<number> }).values.length;

    test.each(cases)("%s", async (_, x) => {
      const { backend: seen, memoryBytes } = watched(backend);
      using trainer = await createTrainer({ model: { ...model, inputs: 100 }, optimizer, backend: seen });
      const data = { x, y: wide.y };
      const before = memoryBytes();
      // once is not worth it
      await trainer.evaluate(data);
      await trainer.predict(x);
      expect(memoryBytes()).toBe(before);
      await trainer.fit(data, { epochs: 1, batchSize: 100 });
      const once = memoryBytes();
      // some of them lie in what an arena has left over
      expect(once - before).toBeGreaterThan(0.9 * entryBytes);
      await trainer.fit(data, { epochs: 2, batchSize: 100, validation: data });
      expect(memoryBytes() - once).toBeGreaterThan(0.9 * entryBytes);
    });

    test("but dense rows that are not mostly 0 do not", async () => {
      const { backend: seen, memoryBytes } = watched(backend);
      using trainer = await createTrainer({ model, optimizer, backend: seen });
      const before = memoryBytes();
      await trainer.fit(dense, { epochs: 1, batchSize: 16, validation: dense });
      expect(memoryBytes()).toBe(before);
    });
  });

  test.each([1, 2, 3])(
    "%d rows whose entries would outgrow a thread's scratch memory are predicted as by the reference",
    async (B) => {
      const inputs = inputsBeyond(GEMM_SCRATCH_BYTES);
      const { x } = drawBlobs(B, inputs, 3, 5);
      const one: TrainerOptions = {
        model: {
          ...model,
          inputs,
          layers: [
            { kind: "dense", units: 3, activation: "tanh" },
            { kind: "dense", units: 3 },
          ],
        },
        optimizer,
        seed: 2,
      };
      using trainer = await createTrainer({ ...one, backend });
      using reference = await createTrainer({ ...one, precision: "float64" });
      expectClose(await trainer.predict(x), await reference.predict(x), { abs: 1e-5 });
    },
  );
});

describe("where memory cannot be shared", () => {
  test("nothing stays in the arena, and trainings are to the same bits", async () => {
    const sets = [dense, sparse, compressed];
    const optionsOf = (validation: Dataset, epochs: number): FitOptions => ({ epochs, batchSize: 16, validation });
    const [shared] = await everyWasmBackend();
    const expected = [];
    for (const data of sets) {
      using trainer = await createTrainer({ model, optimizer, backend: shared });
      expected.push({ reports: await trainer.fit(data, optionsOf(data, 4)), weights: trainer.weights() });
    }
    vi.stubGlobal("SharedArrayBuffer", undefined);
    try {
      const [backend] = await everyWasmBackend();
      for (const [i, data] of sets.entries()) {
        const { backend: seen, memoryBytes } = watched(backend);
        using trainer = await createTrainer({ model, optimizer, backend: seen });
        const before = memoryBytes();
        const reports = [
          ...(await trainer.fit(data, optionsOf(data, 2))),
          ...(await trainer.fit(data, optionsOf(data, 4))),
        ];
        expect(memoryBytes()).toBe(before);
        expect({ reports, weights: trainer.weights() }).toEqual(expected[i]);
      }
    } finally {
      vi.unstubAllGlobals();
    }
  });
});
