import type { Finding } from "minibatch";
import { expect, test } from "vitest";
import { describeFindings } from "./describe-findings.ts";

const finding: Finding = {
  kind: "rate-too-high",
  layer: null,
  epoch: 1,
  says: "Steps are too large.",
  because: { learningRate: 3 },
  advices: [
    { says: "Lower the learning rate.", change: { "optimizer.learningRate": 0.01 } },
    { says: "Clip the gradient.", change: { "optimizer.globalClipNorm": 1 } },
  ],
};

test("a line for each finding: what is wrong, the first advice, and the values that it changes", () => {
  expect(describeFindings([finding])).toEqual([
    "rate-too-high: Steps are too large. Lower the learning rate. (optimizer.learningRate: 0.01)",
  ]);
});

test("of many values the first three are told; advice that changes none is a sentence; none is none", () => {
  const change = Object.fromEntries([0, 1, 2, 3, 4].map((i) => [`model.layers[${i}].weights`, "he-normal"]));
  const advice = (changed: Finding["advices"][number]["change"]) => [{ says: "Do it.", change: changed }];
  expect(
    describeFindings([
      { ...finding, advices: advice(change) },
      { ...finding, advices: advice({}) },
      { ...finding, advices: [] },
    ]),
  ).toEqual([
    'rate-too-high: Steps are too large. Do it. (model.layers[0].weights: "he-normal", ' +
      'model.layers[1].weights: "he-normal", model.layers[2].weights: "he-normal", and 2 more)',
    "rate-too-high: Steps are too large. Do it.",
    "rate-too-high: Steps are too large.",
  ]);
});
