import { defineModel } from "minibatch";
import { expect, test } from "vitest";
import { forwardOperations, stepOperations } from "./count-operations.ts";

test("each product of matrices counts 2MNK; the first layer has no gradient of its inputs", () => {
  const model = defineModel({
    inputs: 7,
    layers: [
      { kind: "dense", units: 5 },
      { kind: "dropout", rate: 0.5 },
      { kind: "dense", units: 3 },
    ],
    loss: "softmax-cross-entropy",
  });
  expect(forwardOperations(model, 11)).toBe(2 * 11 * (7 * 5 + 5 * 3));
  expect(stepOperations(model, 11)).toBe(2 * 11 * (2 * 7 * 5 + 3 * 5 * 3));
});
