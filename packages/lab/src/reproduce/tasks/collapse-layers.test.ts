import { createTrainer, type Rows } from "minibatch";
import { expect, test } from "vitest";
import { digitNetwork, type HiddenActivation, PIXELS } from "../problems/models.ts";
import { plainSgd } from "../problems/optimizers.ts";
import { compareWithCollapsed } from "./collapse-layers.ts";

const x: Rows = {
  kind: "dense",
  rows: 8,
  features: PIXELS,
  values: Float32Array.from({ length: 8 * PIXELS }, (_, i) => (i * 7919) % 256),
  scale: 1 / 255,
};

async function compare(activation: HiddenActivation): Promise<number> {
  using trainer = await createTrainer({ model: digitNetwork(activation), optimizer: plainSgd(0.1, []), seed: 1 });
  const biases = trainer.weights().filter(({ name }) => name.endsWith(".biases"));
  trainer.setWeights(biases.map(({ name, values }) => ({ name, values: values.map((_, i) => i / values.length) })));
  return await compareWithCollapsed(trainer, x, "strict");
}

test("without activations the product of the matrices, biases carried along, predicts the same", async () => {
  expect(await compare("linear")).toBeLessThan(1e-5);
});

test("with ReLU it does not: the comparison can fail", async () => {
  expect(await compare("relu")).toBeGreaterThan(0.01);
});
