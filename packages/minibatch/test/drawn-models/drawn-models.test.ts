/** Forty networks that nobody wrote: their gradients, and the same bits however they are trained. */
import { expect, test } from "vitest";
import { layerTable } from "../../src/layers/layer-table.ts";
import { moreLayers } from "../../src/layers/more-layers.ts";
import { expectRightGradients, expectSameBits } from "./check-drawn.ts";
import { classesOf } from "./classes-of.ts";
import { drawTraining } from "./draw-model.ts";

const COUNT = 40;
const trainings = Array.from({ length: COUNT }, (_, number) => drawTraining(number));

test.each(trainings.map((training) => [training.name, training] as const))("%s", async (_name, training) => {
  expectRightGradients(training.model);
  await expectSameBits(training, [2 + (training.seed % 3)]);
});

/** What must be drawn somewhere, beside every kind of layer. */
const WANTED = [
  ...["conv2d.stride: unequal", "conv2d.padding: above 1", "conv2d.dilation: unequal", "conv2d.bias: false"],
  ...["conv2d.groups: between", "conv2d.groups: depthwise", "group-norm.groups: between"],
  ...[
    "max-pool2d.padding: 1",
    "max-pool2d.stride: unequal",
    "average-pool2d.padding: 1",
    "average-pool2d.pool: unequal",
  ],
  ...["batch-norm", "layer-norm", "group-norm"].flatMap((kind) => [`${kind}.scale: false`, `${kind}.center: false`]),
  "rms-norm.scale: false",
  ...["trainable: false", "rateFactor: 0.5", "rateFactor: object", "decayFactor: 0", "decayFactor: object"],
  ...["constraint: unit-norm", "constraint: non-negative", "constraint: max-norm"],
  ...["optimizer.weightDecayOn: weights", "optimizer.ema: object", "optimizer.accumulate: above 1"],
  ...["data.areWeighted: true", "fit.classWeights: balanced", "fit.classWeights: object", "fit.augment: list"],
];

test("every kind of layer, and every class of a field's values, is among those of the slow tests", () => {
  const seen = new Set(Array.from({ length: 300 }, (_, number) => [...classesOf(drawTraining(number))]).flat());
  const kinds = [...Object.keys(layerTable), ...Object.keys(moreLayers.standIns)];
  expect([...kinds, ...WANTED].filter((one) => !seen.has(one))).toEqual([]);
});
