import fc from "fast-check";
import type { TrainEpoch } from "study";
import { expect, test } from "vitest";
import { decodeEpochs, encodeEpochs } from "./encode-epochs.ts";

const figure = fc.double({ noNaN: true });
const orNull = fc.option(figure, { nil: null });
const split = fc.option(fc.record({ loss: figure, accuracy: orNull }), { nil: null });

const NO_HEALTH = { deadUnits: null, saturation: null, meanActivation: null };

function epochWith(layers: readonly string[]): fc.Arbitrary<TrainEpoch> {
  const keptEpoch = fc.integer({ min: 1, max: 1_000_000 });
  const epoch = fc.record({
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
  return fc.tuple(epoch, fc.option(keptEpoch)).map(([figures, kept]) => ({
    ...figures,
    ...(kept !== null && { keptEpoch: kept }),
  }));
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

test("what an earlier version wrote has no epochs that are kept", () => {
  const written = encodeEpochs([
    { batchLoss: 1, learningRate: 0.1, train: null, validation: null, layers: [], keptEpoch: 1, ...NO_HEALTH },
  ]);
  const { kept, ...older } = written;
  expect(kept).toEqual(Float64Array.of(1));
  expect(decodeEpochs(older)[0]).not.toHaveProperty("keptEpoch");
});
