/** Tiles of any shape leave the same bits: every sum runs over k in order, whichever tile it is in. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ActivationKind } from "../src/activations/activations.ts";
import { nodeThreads } from "../src/hosts/node.ts";
import type { Backend } from "../src/plan/executor.ts";
import type { ThreadHost } from "../src/plan/thread-host.ts";
import { createTrainer } from "../src/train/create-trainer.ts";
import { SHAPES_BEYOND_BLOCKS } from "./block-sizes.ts";
import { eagerly } from "./eager-threads.ts";
import { drawBlobs } from "./toy-data.ts";
import { everyWasmBackend, everyWideBackend } from "./wasm-backends.ts";

interface Shape {
  readonly rows: number;
  readonly inputs: number;
  readonly hidden: readonly number[];
  readonly activation: ActivationKind;
  /** plain descent is made by the products, other rules want the gradients */
  readonly optimizer: "sgd" | "adam";
}

/** Weights and predictions after three batches, of which the last is not whole. */
async function train(backend: Backend, shape: Shape, threads?: ThreadHost): Promise<Float32Array[]> {
  const data = drawBlobs(2 * shape.rows + 1, shape.inputs, 3, 1);
  const trainer = await createTrainer({
    model: {
      inputs: shape.inputs,
      layers: [
        ...shape.hidden.map((units) => ({ kind: "dense", units, activation: shape.activation }) as const),
        { kind: "dense", units: 3 },
      ],
      loss: "softmax-cross-entropy",
    },
    optimizer: { kind: shape.optimizer, learningRate: 0.01 },
    backend,
    seed: 2,
    ...(threads && { threads }),
  });
  try {
    await trainer.fit(data, { epochs: 1, batchSize: shape.rows });
    const values = trainer.weights().map((tensor) => Float32Array.from(tensor.values));
    return [...values, Float32Array.from(await trainer.predict(data.x))];
  } finally {
    trainer.dispose();
  }
}

const width = fc.integer({ min: 1, max: 70 });
const shapes: fc.Arbitrary<Shape> = fc.record({
  rows: fc.integer({ min: 1, max: 40 }),
  inputs: width,
  hidden: fc.array(width, { minLength: 1, maxLength: 2 }),
  activation: fc.constantFrom("relu", "tanh", "linear"),
  optimizer: fc.constantFrom("sgd", "adam"),
});

const wides = await everyWideBackend();

describe.each((await everyWasmBackend()).map((narrow, i) => [narrow.name, narrow, wides[i]!] as const))(
  "%s",
  (_name, narrow, wide) => {
    test("layers of any size, on one and two threads", async () => {
      await fc.assert(
        fc.asyncProperty(shapes, fc.boolean(), async (shape, onTwo) => {
          const threads = onTwo ? eagerly(nodeThreads({ count: 2 })) : undefined;
          expect(await train(wide, shape, threads)).toEqual(await train(narrow, shape));
        }),
        { numRuns: 40 },
      );
    });

    test.each(SHAPES_BEYOND_BLOCKS)("%i rows of %i inputs to %i units", async (rows, inputs, units) => {
      const shape: Shape = { rows, inputs, hidden: [units], activation: "relu", optimizer: "sgd" };
      expect(await train(wide, shape)).toEqual(await train(narrow, shape));
    });
  },
);
