import { describe, expect, test } from "vitest";
import { loadBackend } from "../src/kernels/load.ts";
import { createReferenceBackend } from "../src/kernels/reference/backend.ts";
import { defaultCapacity } from "../src/model/default-capacity.ts";
import { defineModel, type LayerInput } from "../src/model/define-model.ts";
import { Network, sizeNetwork } from "../src/model/network.ts";
import type { ModelSpec } from "../src/model/spec.ts";
import { createTrainer } from "../src/train/create-trainer.ts";

function modelOf(inputs: number, layers: readonly LayerInput[]): ModelSpec {
  return defineModel({ inputs, layers, loss: "mean-squared-error" });
}

describe("memory", () => {
  test("an arena of the size that was counted holds the network, in every kind of kernels", async () => {
    const model = modelOf(7, [
      { kind: "dense", units: 3, activation: "gelu" },
      { kind: "dropout", rate: 0.5 },
      { kind: "dense", units: 1 },
    ]);
    for (const backend of [createReferenceBackend("float64"), await loadBackend()]) {
      const kernels = backend.create(sizeNetwork(backend, model, 5, 0));
      expect(() => new Network(kernels, model, 5)).not.toThrow();
      kernels.dispose();
    }
  });

  test("scratch memory is what the largest product takes, of entries only where rows of the data come in", async () => {
    const backend = await loadBackend();
    const wide = { kind: "dense", units: 3000 } as const;
    const one = { kind: "dense", units: 1 } as const;
    const scratchOf = (...layers: readonly LayerInput[]): number =>
      sizeNetwork(backend, modelOf(2000, layers), 50, 0).scratchBytes;
    const dense = backend.scratchBytes({ B: 50, I: 3000, O: 1, sparse: false });
    const sparse = backend.scratchBytes({ B: 50, I: 2000, O: 1, sparse: true });
    expect(sparse).toBeGreaterThan(dense);
    expect(scratchOf(wide, one)).toBe(sparse);
    // behind dropout there are no entries
    expect(scratchOf({ kind: "dropout", rate: 0.5 }, wide, one)).toBe(dense);
  });

  test("thousands of layers have thousands of buffers, each rounded up", async () => {
    const layers = Array.from({ length: 3000 }, () => ({ kind: "dense", units: 1 }) as const);
    const trainer = await createTrainer({ model: modelOf(1, layers), optimizer: "adam", capacity: 1 });
    expect(trainer.weights().length).toBe(6000);
    trainer.dispose();
  });

  test("a batch lies in one place, dense or not; behind dropout there is no room for entries", () => {
    const backend = createReferenceBackend("float32");
    const inputOf = (model: ModelSpec) =>
      new Network(backend.create(sizeNetwork(backend, model, 5, 0)), model, 5).input;
    const sparse = inputOf(modelOf(7, [{ kind: "dense", units: 1 }]));
    expect(sparse.sparse.values).toBe(sparse.dense);
    expect([sparse.sparse.columns.length, sparse.sparse.offsets.length]).toEqual([35, 6]);
    const dense = inputOf(
      modelOf(7, [
        { kind: "dropout", rate: 0.5 },
        { kind: "dense", units: 1 },
      ]),
    );
    expect([dense.dense.length, dense.sparse.columns.length, dense.sparse.offsets.length]).toEqual([35, 0, 0]);
  });

  test("a million inputs fit, since a pass then takes fewer rows by default", async () => {
    const model = modelOf(1_000_000, [{ kind: "dense", units: 1 }]);
    expect(defaultCapacity(model)).toBe(4);
    expect(defaultCapacity(modelOf(784, [{ kind: "dense", units: 200 }]))).toBe(256);
    expect(defaultCapacity(modelOf(1e9, [{ kind: "dense", units: 1 }]))).toBe(1);
    const trainer = await createTrainer({ model, optimizer: "sgd" });
    expect(trainer.weights()[0].values.length).toBe(1_000_000);
    trainer.dispose();
    await expect(createTrainer({ model, optimizer: "sgd", capacity: 1000 })).rejects.toThrow(
      /^Cannot allocate \d+ bytes for the model: WebAssembly has at most 4 GiB; make capacity, the batch or the model smaller$/,
    );
  });
});
