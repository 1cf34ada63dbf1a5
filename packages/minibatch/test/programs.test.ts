/**
 * Many steps in one call, on any number of threads, leave the bits that a step at a time leaves, each operation by
 * itself.
 */
import { describe, expect, test } from "vitest";
import type { Dataset, DenseRows } from "../src/data/dataset.ts";
import { nodeThreads } from "../src/hosts/node.ts";
import type { ModelInput } from "../src/model/define-model.ts";
import type { OptimizerInput } from "../src/optimizers/define-optimizer.ts";
import { createReferenceBackend } from "../src/reference/backend.ts";
import { createTrainer } from "../src/train/create-trainer.ts";
import { SHAPES_BEYOND_BLOCKS } from "./block-sizes.ts";
import { eagerly } from "./eager-threads.ts";
import { everyOptimizer } from "./every-optimizer.ts";
import { expectClose } from "./expect-close.ts";
import {
  bits,
  type Case,
  cases,
  compressed,
  dense,
  dense37,
  drawBytes,
  expectAsStepByStep,
  softmax,
  sparse,
  train,
} from "./program-cases.ts";
import { drawBlobs } from "./toy-data.ts";
import { everyWasmBackend } from "./wasm-backends.ts";
import { stepByStep, watched } from "./watched-backend.ts";

describe.each(await everyWasmBackend())("$name", (backend) => {
  for (const [name, one] of Object.entries(cases)) {
    // on 2 and 4: programs.slow.test.ts
    test(`${name}: as a step at a time, on 1 and 3 threads`, () => expectAsStepByStep(backend, one, [3]));

    test(`${name}: as the reference, but for rounding`, async () => {
      const expected = await train(createReferenceBackend("float64"), one);
      expectClose(await train(backend, one), expected, { abs: 1e-4, rel: 1e-3 });
    });
  }

  test.each(everyOptimizer)("$name: as a step at a time", async ({ spec }) => {
    const one: Case = { model: softmax(20, "relu"), optimizer: spec as OptimizerInput, data: dense, batchSize: 32 };
    expect(await train(backend, one)).toEqual(await train(stepByStep(backend), one));
  });

  test("wide layers, packed and shared out by columns: as a step at a time, on 1, 2 and 3 threads", async () => {
    const model: ModelInput = {
      inputs: 400,
      layers: [
        { kind: "dense", units: 421, activation: "relu" },
        { kind: "dense", units: 403, activation: "tanh" },
        { kind: "dense", units: 3 },
      ],
      loss: "softmax-cross-entropy",
    };
    const one: Case = {
      model,
      optimizer: { kind: "sgd", learningRate: 0.05 },
      data: drawBlobs(90, 400, 3, 4),
      batchSize: 45,
    };
    const expected = await train(stepByStep(backend), one);
    for (const count of [1, 2, 3]) expect(await train(backend, one, eagerly(nodeThreads({ count })))).toEqual(expected);
  });

  test("a batch of more rows than a block of the kernels has: as a step at a time, on 1 and 2 threads", async () => {
    const [B, I, O] = SHAPES_BEYOND_BLOCKS[0];
    const hidden = { kind: "dense", units: O, activation: "relu" } as const;
    const one: Case = {
      model: { inputs: I, layers: [hidden, { kind: "dense", units: 3 }], loss: "softmax-cross-entropy" },
      optimizer: { kind: "sgd", learningRate: 0.05 },
      data: drawBlobs(B + 7, I, 3, 4),
      batchSize: B,
    };
    const expected = await train(stepByStep(backend), one);
    for (const count of [1, 2]) expect(await train(backend, one, eagerly(nodeThreads({ count })))).toEqual(expected);
  });

  test("sparse rows are dense rows with the zeros left out", async () => {
    const { x, y } = sparse;
    if (x.kind !== "dense") throw new Error("the rows are drawn dense");
    const one = cases["sparse rows, ReLU, plain SGD"];
    // above the share from which rows are compressed, in entries that are not exactly 0 but vanish in float32
    const values = Float64Array.from(x.values, (value) => (value === 0 ? 1e-60 : value));
    const filled: Dataset = { x: { ...x, values }, y };
    expect(await train(backend, { ...one, data: filled })).toEqual(await train(backend, one));
  });

  test("what lies in the arena is given back, also by a fit that was given up and by one that failed", async () => {
    const { backend: seen, memoryBytes } = watched(backend);
    const { model, optimizer, batchSize } = cases["bytes, most of them 0, in runs of columns"];
    const data = drawBytes(900, 613);
    using trainer = await createTrainer({ model, optimizer, backend: seen, capacity: 50 });
    const fit = (epochs: number): Promise<unknown> => trainer.fit(data, { epochs, batchSize, validation: data });
    await fit(1);
    const before = memoryBytes();
    await fit(2);
    for await (const _ of trainer.epochs(compressed(data), { epochs: 9, batchSize, validation: data })) break;
    const aborted = { aborted: true, reason: new Error("enough") };
    await expect(trainer.fit(data, { epochs: 9, batchSize, signal: aborted })).rejects.toThrow("enough");
    await trainer.evaluate(data);
    await trainer.predict(data.x);
    await fit(trainer.epochCount + 1);
    expect(memoryBytes()).toBe(before);
  });

  test("programs that had to make room for others are put back", async () => {
    const { model, optimizer, data, batchSize } = cases["sparse rows, ReLU, plain SGD"];
    const options = { epochs: 4, batchSize, evaluateTrain: true };
    using alone = await createTrainer({ model, optimizer, backend, capacity: 40 });
    const expected = await alone.fit(data, options);
    using trainer = await createTrainer({ model, optimizer, backend, capacity: 40 });
    const reports = [];
    for await (const report of trainer.epochs(data, options)) {
      reports.push(report);
      // each of them compiles a program of its own: together more than there is room for
      for (let i = 0; i < 400; i++)
        await trainer.evaluate({ x: dense37, y: { kind: "classes", values: new Uint8Array(2) } });
    }
    expect(reports).toEqual(expected);
    expect(trainer.weights()).toEqual(alone.weights());
  });

  const leaky = { kind: "dense", units: 9, activation: "leaky-relu" };
  const tanh = { kind: "dense", units: 9, activation: "tanh", regularizer: { l2: 1 } };
  const squared = { inputs: 20, layers: [{ kind: "dense", units: 2 }], loss: "mean-squared-error" };
  const huge: Dataset = { ...bits, x: { ...(dense.x as DenseRows), scale: 1e20 } };

  test.each([
    [
      "the loss",
      { ...softmax(20), layers: [leaky, leaky, { kind: "dense", units: 3 }] },
      { kind: "nadam", learningRate: 1e13 },
      dense,
    ],
    [
      "a penalty",
      { ...softmax(20), layers: [tanh, { kind: "dense", units: 3 }] },
      { kind: "sgd", learningRate: 3 },
      dense,
    ],
    ["a gradient that would be clipped", squared, { kind: "sgd", learningRate: 1e-9, clipValue: 1 }, huge],
  ])(
    "%s that is not finite ends a training as one made step by step, and leaves what that leaves",
    async (_, model, optimizer, data) => {
      const outcomes = [];
      for (const kernels of [stepByStep(backend), backend]) {
        const options = {
          model: model as ModelInput,
          optimizer: optimizer as OptimizerInput,
          backend: kernels,
          seed: 3,
        };
        using trainer = await createTrainer(options);
        const message = await trainer.fit(data, { epochs: 200, batchSize: 8 }).catch((error: Error) => error.message);
        outcomes.push({ message, count: trainer.stepCount, weights: trainer.weights(), saved: trainer.checkpoint() });
      }
      expect(outcomes[1]).toEqual(outcomes[0]);
      expect(outcomes[0].message).toContain("step");
    },
  );
});
