/** An error says of which call it is, and of which of its data. */
import { describe, expect, test } from "vitest";
import { nodeThreads } from "../src/hosts/node.ts";
import { trainInWorker } from "../src/hosts/train-in-worker.ts";
import { webThreads } from "../src/hosts/web-threads.ts";
import {
  checkGradients,
  createTrainer,
  DataError,
  type Dataset,
  loadBackend,
  restoreTrainer,
  SpecError,
} from "../src/index.ts";
import { drawBlobs } from "./toy-data.ts";

const data = drawBlobs(8, 3, 2, 1);
const model = { inputs: 3, layers: [{ kind: "dense", units: 2 }], loss: "softmax-cross-entropy" } as const;
const recipe = { model, optimizer: "sgd" } as const;
const trainer = await createTrainer(recipe);
const unknown = { "?": 1 } as never;

async function failureOf(call: () => unknown): Promise<Error> {
  try {
    await call();
  } catch (error) {
    return error as Error;
  }
  throw new Error("nothing was refused");
}

test.each<[string, () => unknown]>([
  ["createTrainer", () => createTrainer({ ...recipe, ...(unknown as object) })],
  ["restoreTrainer", () => restoreTrainer(trainer.checkpoint(), unknown)],
  ["fit", () => trainer.fit(data, { epochs: 1, ...(unknown as object) })],
  ["evaluate", () => trainer.evaluate(data, unknown)],
  ["predict", () => trainer.predict(data.x, unknown)],
  ["step", () => trainer.step(data, unknown)],
  ["early stopping", () => trainer.fit(data, { epochs: 1, earlyStopping: unknown })],
  ["checkGradients", () => checkGradients(model, unknown)],
  ["loadBackend", () => loadBackend(unknown)],
  ["nodeThreads", () => nodeThreads(unknown)],
  ["webThreads", () => webThreads(unknown)],
  ["trainInWorker", () => trainInWorker({ ...recipe, ...(unknown as object) }, data, { epochs: 1 })],
  ["trainInWorker", () => trainInWorker(recipe, data, { epochs: 1, ...(unknown as object) })],
])("%s", async (name, call) => {
  const error = await failureOf(call);
  expect(error).toBeInstanceOf(SpecError);
  expect(error.message).toContain(`?: cannot be read: ${name} has no such option; known are `);
});

describe("data", () => {
  const values = Float32Array.from((data.x as { readonly values: Float32Array }).values).fill(Number.NaN, 4, 5);
  const broken: Dataset = { x: { ...data.x, values } as Dataset["x"], y: data.y };
  const ofLists = { ...data, x: { ...data.x, values: [1] } } as never;
  const fit = { epochs: 1 };

  test.each<[string, (data: Dataset) => unknown]>([
    ["the training set", (given) => trainer.fit(given, fit)],
    ["the validation set", (given) => trainer.fit(data, { ...fit, validation: given })],
    ["the data set", (given) => trainer.evaluate(given)],
    ["the rows", (given) => trainer.predict(given.x)],
    ["the batch", (given) => trainer.step(given)],
    ["the batch", (given) => checkGradients(model, { batch: given })],
  ])("%s", async (name, call) => {
    for (const given of [broken, ofLists]) {
      const error = await failureOf(() => call(given));
      expect(error).toBeInstanceOf(DataError);
      expect(error.message).toContain(`Cannot use ${name}: `);
    }
  });
});
