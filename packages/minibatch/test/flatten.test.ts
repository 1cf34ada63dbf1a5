/** Rows that are no lists: a flattened model is the one that takes lists, to the bit. */
import { describe, expect, test } from "vitest";
import {
  checkGradients,
  createTrainer,
  type Dataset,
  defineModel,
  type ModelInput,
  restoreTrainer,
  SpecError,
} from "../src/index.ts";
import { planModel } from "../src/model/plan-model.ts";
import { createReferenceBackend } from "../src/reference/backend.ts";
import { drawBlobs, drawSparse } from "./toy-data.ts";
import { everyWasmBackend } from "./wasm-backends.ts";

const hidden = { kind: "dense", name: "hidden", units: 7, activation: "relu" } as const;
const last = { kind: "dense", name: "last", units: 3 } as const;
const flatten = { kind: "flatten" } as const;
const loss = "softmax-cross-entropy";
const lists: ModelInput = { inputs: 20, layers: [hidden, last], loss };
const images: ModelInput = { inputs: [2, 5, 2], layers: [flatten, hidden, last], loss };

describe.each([createReferenceBackend("float32"), ...(await everyWasmBackend())])("$name", (backend) => {
  test.each<[string, Dataset]>([
    ["dense rows", drawBlobs(60, 20, 3, 1)],
    ["entries", drawSparse(60, 20, 3, 0.2, 1)],
  ])("%s train to the same bits, also from a checkpoint", async (_, data) => {
    const outcomes = [];
    using first = await createTrainer({ model: lists, optimizer: "adam", backend });
    const start = first.weights();
    for (const model of [lists, images]) {
      using trainer = await createTrainer({ model, optimizer: "adam", backend });
      trainer.setWeights(start);
      const options = { batchSize: 8, validation: data, doctor: true };
      const early = await trainer.fit(data, { ...options, epochs: 1 });
      using resumed = await restoreTrainer(trainer.checkpoint(), { backend });
      const late = await resumed.fit(data, { ...options, epochs: 3 });
      outcomes.push({ early, late, weights: resumed.weights(), predictions: await resumed.predict(data.x) });
    }
    expect(outcomes[1]).toEqual(outcomes[0]);
  });
});

test("nothing is done for it: the product reads the input, and entries are made ready for it", () => {
  const [flat, plain] = [planModel(defineModel(images)), planModel(defineModel(lists))];
  const kinds = (plan: typeof flat): string[] => plan.gradient(true).map(({ kind }) => kind);
  expect(kinds(flat)).toEqual(kinds(plain));
  expect(flat.feed.weights?.name).toBe("hidden.weights");
  expect([flat.feed.input.shape, plain.feed.input.shape]).toEqual([[2, 5, 2], [20]]);
  expect(flat.layout).toEqual(plain.layout);
});

test("gradients go through it, wherever it stands", () => {
  const tanh = { ...hidden, activation: "tanh" } as const;
  const dropout = { kind: "dropout", rate: 0.3 } as const;
  const between: ModelInput = { inputs: [2, 5, 2], layers: [dropout, flatten, tanh, flatten, dropout, last], loss };
  expect(checkGradients(between)).toMatchObject({ ok: true });
});

test("a model may not end in it", () => {
  const refused = (): unknown => defineModel({ inputs: [2, 2], layers: [flatten], loss });
  expect(refused).toThrow(SpecError);
  expect(refused).toThrow(
    /^layers\[0\]: cannot be a flatten layer: the last one gives the outputs; add a dense layer after it/,
  );
});

test("rows of another number of features are refused", async () => {
  using trainer = await createTrainer({ model: images, optimizer: "sgd" });
  await expect(trainer.evaluate(drawBlobs(4, 19, 3, 1))).rejects.toThrow(/19/);
});
