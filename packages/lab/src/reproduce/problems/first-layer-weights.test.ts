import { createTrainer } from "minibatch";
import { expect, test } from "vitest";
import { firstLayerWeights } from "./first-layer-weights.ts";
import { sequenceNetwork } from "./models.ts";
import { FIGURE2_OPTIMIZER } from "./optimizers.ts";

const training = {
  id: "t",
  seed: 1,
  epochs: [],
  test: null,
  weightsSha256: "",
  diverged: null,
  pruned: null,
  seconds: 0,
};

test("[input][unit], as the trainer names them", async () => {
  using trainer = await createTrainer({ model: sequenceNetwork(), optimizer: FIGURE2_OPTIMIZER, seed: 3 });
  const [hidden] = trainer.weights();
  const rows = firstLayerWeights({ ...training, weights: Buffer.from(trainer.checkpoint()).toString("base64") });
  expect(hidden?.shape).toEqual([20, 20]);
  expect(rows.flat()).toEqual(Array.from(hidden!.values));
  expect(rows[2]![5]).toBe(hidden!.values[2 * 20 + 5]);
});

test("a training that did not keep its weights is an error that says so", () => {
  expect(() => firstLayerWeights({ ...training, weights: null })).toThrow("its task needs keepWeights");
});
