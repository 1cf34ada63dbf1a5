import { createTrainer, type ModelInput } from "minibatch";
import { expect, test } from "vitest";
import { lookAtFirstLayer, type PictureSize } from "./first-layer.ts";

const shown = { picture: "data:image/png;base64,AAAA", ratio: 1, place: "test row 1", truth: null };

async function look(model: ModelInput, size: PictureSize, numbers: readonly number[] = []) {
  const trainer = await createTrainer({ model, optimizer: "sgd", seed: 1, numerics: "strict" });
  try {
    const weights = trainer.weights();
    return { first: lookAtFirstLayer(trainer.model, weights, size, { numbers, shown }), weights };
  } finally {
    trainer.dispose();
  }
}

const dense = (units: number) => ({ kind: "dense", units }) as const;

test("each unit of a dense layer has a picture of its weights, as the pixels of the input lie", async () => {
  const size = { height: 4, width: 3, channels: 2 };
  const layers = [{ kind: "dropout", rate: 0.5 } as const, { kind: "flatten" } as const, dense(5), dense(2)];
  const { first, weights } = await look({ inputs: [4, 3, 2], layers, loss: "softmax-cross-entropy" }, size);
  expect(first).toEqual({ name: "layer3", filters: { ...size, units: 5, values: weights[0]!.values }, answers: null });
});

test("where weights do not lie as the picture does, nothing is seen", async () => {
  const model: ModelInput = { inputs: 12, layers: [dense(2)], loss: "softmax-cross-entropy" };
  expect((await look(model, { height: 5, width: 2, channels: 1 })).first).toBeNull();
  expect((await look(model, { height: 1, width: 12, channels: 1 })).first).toBeNull();
  expect((await look(model, { height: 2, width: 1, channels: 6 })).first).toBeNull();
  expect((await look(model, { height: 4, width: 3, channels: 1 })).first).not.toBeNull();
});
