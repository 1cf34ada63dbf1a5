/** Forty networks that nobody wrote: their gradients, and the same bits however they are trained. */
import { expect, test } from "vitest";
import { layerTable } from "../../src/layers/layer-table.ts";
import { moreLayers } from "../../src/layers/more-layers.ts";
import { expectRightGradients, expectSameBits } from "./check-drawn.ts";
import { drawTraining, kindsOf } from "./draw-model.ts";

const COUNT = 40;
const trainings = Array.from({ length: COUNT }, (_, number) => drawTraining(number));

test.each(trainings.map((training) => [training.name, training] as const))("%s", async (_name, training) => {
  expectRightGradients(training.model);
  await expectSameBits(training, [2 + (training.seed % 3)]);
});

test("every kind of layer is among those of the slow tests", () => {
  const seen = new Set(Array.from({ length: 300 }, (_, number) => [...kindsOf(drawTraining(number).model)]).flat());
  const kinds = [...Object.keys(layerTable), ...Object.keys(moreLayers.standIns)].filter((kind) => kind !== "reshape");
  expect(kinds.filter((kind) => !seen.has(kind))).toEqual([]);
});
