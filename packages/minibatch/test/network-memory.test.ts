import { describe, expect, test } from "vitest";
import { nodeThreads } from "../src/hosts/node.ts";
import type { Backend } from "../src/kernels/kernels.ts";
import { loadBackend } from "../src/kernels/load.ts";
import { createReferenceBackend } from "../src/kernels/reference/backend.ts";
import { CountingAllocator } from "../src/model/allocator.ts";
import { defaultCapacity } from "../src/model/default-capacity.ts";
import { defineModel, type LayerInput } from "../src/model/define-model.ts";
import { Network, sizeNetwork } from "../src/model/network.ts";
import type { ModelSpec } from "../src/model/spec.ts";
import { Staging } from "../src/model/staging.ts";
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

  test("scratch memory is one thread's where there are no others, and as much for each where there are", async () => {
    const alone = await loadBackend();
    const shape = { B: 50, I: 2000, O: 10 };
    const bytesOf = (backend: Backend, sparse: boolean): number => backend.scratchBytes({ ...shape, sparse });
    const shared = (count: number): Backend => alone.withThreads(nodeThreads({ count }));
    expect(bytesOf(alone, false)).toBe(bytesOf(shared(1), false));
    expect(bytesOf(shared(3), false)).toBe(3 * bytesOf(alone, false));
    expect(bytesOf(alone, true)).toBe(bytesOf(shared(1), true));
    // entries are there once
    const entries = 8 * shape.B * shape.I;
    expect(bytesOf(shared(3), true) - entries).toBe(3 * (bytesOf(alone, true) - entries));
  });

  test("no more is taken than is used, to the number", async () => {
    const model = modelOf(7, [
      { kind: "dense", units: 3, activation: "gelu" },
      { kind: "dropout", rate: 0.5 },
      { kind: "dense", units: 2, activation: "relu" },
    ]);
    const rows = 5;
    const network = {
      // parameters and gradients, x; z, y and dy of gelu; y, dy and mask of dropout; y and dy of ReLU; targets and prediction
      floats: 2 * (7 * 3 + 3 + 3 * 2 + 2) + rows * (7 + 3 * 3 + 3 * 3 + 2 * 2 + 2 * 2),
      // columns, ends of rows, labels
      ints: rows * 7 + (rows + 1) + rows,
      // those, and 16 of others
      buffers: 2 + 3 + 3 + 3 + 2 + 3 + 16,
    };
    const reference = createReferenceBackend("float32");
    expect(sizeNetwork(reference, model, rows, 100)).toEqual({
      ...network,
      floats: network.floats + 100,
      scratchBytes: reference.scratchBytes({ B: rows, I: 7, O: 3, sparse: true }),
    });
    const staged = {
      // 8192 rows of x and of targets; two factors and a rate of 64 steps
      floats: 8192 * (7 + 2) + 64 * 3,
      // order and labels; in float64 a loss for each row and step, 16 coefficients for each step, two penalties of each layer and step
      ints: 8192 * 2 + 2 * (8192 + 64) + 2 * 16 * 64 + 2 * 2 * 3 * 64,
      buffers: 9,
    };
    const { floats, ints, buffers } = sizeNetwork(await loadBackend(), model, rows, 0);
    expect({
      floats: floats - network.floats,
      ints: ints - network.ints,
      buffers: (buffers ?? 0) - network.buffers,
    }).toEqual(staged);
  });

  test("steps are staged for as many rows as fit into 2 MiB, 8192 at most, and never less than one batch", () => {
    const rowsOf = (inputs: number, units: number, capacity: number): number[] => {
      const { denseRows, rows } = new Staging(
        new CountingAllocator(),
        modelOf(inputs, [{ kind: "dense", units }]),
        units,
        capacity,
      );
      return [denseRows, rows];
    };
    expect(rowsOf(1, 1, 1)).toEqual([8192, 8192]);
    expect(rowsOf(64, 65, 1)).toEqual([8192, 8065]);
    expect(rowsOf(2 ** 19, 2 ** 18, 1)).toEqual([1, 2]);
    expect(rowsOf(2 ** 19, 10_000, 300)).toEqual([300, 300]);
    expect(rowsOf(1, 1, 9000)).toEqual([9000, 9000]);
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
    // four floats of each input and three of each unit: 131,072 are the 128th part of 64 MiB, one more is too many
    expect(defaultCapacity(modelOf(32_765, [{ kind: "dense", units: 4 }]))).toBe(128);
    expect(defaultCapacity(modelOf(32_765, [{ kind: "dense", units: 5 }]))).toBe(127);
    expect(defaultCapacity(modelOf(1e9, [{ kind: "dense", units: 1 }]))).toBe(1);
    const trainer = await createTrainer({ model, optimizer: "sgd" });
    expect(trainer.weights()[0].values.length).toBe(1_000_000);
    trainer.dispose();
    await expect(createTrainer({ model, optimizer: "sgd", capacity: 1000 })).rejects.toThrow(
      /^Cannot allocate \d+ bytes for the model: WebAssembly has at most 4 GiB; make capacity, the batch or the model smaller$/,
    );
  });
});
