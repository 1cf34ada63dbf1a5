/** A model that has a layer of every kind: trained, restored in the midst of an epoch, the same bits anywhere. */
import { expect, test } from "vitest";
import { layerTable } from "../src/layers/layer-table.ts";
import { moreLayers } from "../src/layers/more-layers.ts";
import { expectRightGradients, expectSameBits } from "./drawn-models/check-drawn.ts";
import { kindsOf } from "./drawn-models/classes-of.ts";
import { oneOfEachLayer } from "./every-layer.ts";
import type { DrawnTraining } from "./recorded/recorded-training.ts";

const training: DrawnTraining = {
  name: "every layer",
  seed: 3,
  model: {
    inputs: 6,
    layers: [...oneOfEachLayer, { kind: "flatten" }, { kind: "dense", units: 3 }],
    loss: "softmax-cross-entropy",
  },
  optimizer: { kind: "adam", learningRate: 0.01 },
  data: {
    ...{ seed: 4, rows: 40, validationRows: 9, features: 6, outputs: 3, fill: 100 },
    ...{ storage: "float32", targets: "classes" },
  },
  fits: [{ epochs: 3, batchSize: 8 }],
  // of an epoch's five
  stopAt: 7,
};

test("it has every kind of the table, and what stands for others", () => {
  const seen = kindsOf(training.model);
  const kinds = [...Object.keys(layerTable), ...Object.keys(moreLayers.standIns)];
  expect(kinds.filter((kind) => !seen.has(kind))).toEqual([]);
});

test("its gradients are right", () => {
  expectRightGradients(training.model);
});

test("stopped and resumed, on one to four threads, wide and narrow: it learns the same bits", async () => {
  const { epochs, error } = await expectSameBits(training, [2, 3, 4]);
  expect(error).toBeNull();
  const losses = epochs.map(([, , , , , , validationLoss]) => validationLoss);
  expect(new Set(losses).size).toBe(3);
});
