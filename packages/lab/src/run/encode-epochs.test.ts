import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeEpochs, encodeEpochs } from "./encode-epochs.ts";
import type { TrainEpoch } from "./train-task.ts";

const figure = fc.double({ noNaN: true });
const orNull = fc.option(figure, { nil: null });
const split = fc.option(fc.record({ loss: figure, accuracy: orNull }), { nil: null });

function epochWith(layers: readonly string[]): fc.Arbitrary<TrainEpoch> {
  return fc.record({
    batchLoss: figure,
    learningRate: figure,
    train: split,
    validation: split,
    deadUnits: orNull,
    saturation: orNull,
    meanActivation: orNull,
    layers: fc.tuple(
      ...layers.map((layer) =>
        fc.record({
          layer: fc.constant(layer),
          deadUnits: orNull,
          saturation: orNull,
          meanActivation: figure,
          gradientNorm: figure,
          updateRatio: figure,
        }),
      ),
    ),
  });
}

test("epochs come back as they were, to the bit", () => {
  const epochs = fc
    .array(fc.string(), { maxLength: 3 })
    .chain((layers) => fc.array(epochWith(layers), { maxLength: 5 }));
  fc.assert(
    fc.property(epochs, (written) => {
      expect(decodeEpochs(encodeEpochs(written))).toEqual(written);
    }),
  );
});
