/** The networks of the cases. */
import { defineModel, type ModelSpec } from "minibatch";

const GLOROT = { kind: "glorot-normal", truncated: false } as const;

/** 784-200-100-10, ReLU: the report's. */
export const DIGIT_NETWORK: ModelSpec = classifier(784, [200, 100]);

/** 784-2048-2048-10, ReLU: all its time goes into products of matrices. */
export const WIDE_NETWORK: ModelSpec = classifier(784, [2048, 2048]);

/** 20-20-1, ReLU and sigmoid: a step is so short that only what surrounds it shows. */
export const TINY_NETWORK: ModelSpec = defineModel({
  inputs: 20,
  layers: [
    { kind: "dense", units: 20, activation: "relu" },
    { kind: "dense", units: 1 },
  ],
  loss: "sigmoid-binary-cross-entropy",
});

function classifier(inputs: number, hidden: readonly number[]): ModelSpec {
  return defineModel({
    inputs,
    layers: [
      ...hidden.map((units) => ({ kind: "dense", units, activation: "relu", weights: GLOROT }) as const),
      { kind: "dense", units: 10, weights: GLOROT },
    ],
    loss: "softmax-cross-entropy",
  });
}
