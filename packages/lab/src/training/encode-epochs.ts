/**
 * The figures of many epochs as one array, for a checkpoint is written after each. What was not measured is NaN: a
 * training that meets a figure that is not finite ends there and records none.
 */
import type { SplitRecord, TrainEpoch } from "study";

export interface EncodedEpochs {
  /** names of the layers that the doctor examined; empty without */
  readonly layers: readonly string[];
  /** [epoch][WIDTH + LAYER_WIDTH * layer] */
  readonly figures: Float64Array;
  /** [epoch] the epoch that would be kept, NaN where it was not told; absent where none was */
  readonly kept?: Float64Array;
}

const WIDTH = 9;
const LAYER_WIDTH = 5;

export function encodeEpochs(epochs: readonly TrainEpoch[]): EncodedEpochs {
  const layers = epochs[0]?.layers.map(({ layer }) => layer) ?? [];
  const width = WIDTH + LAYER_WIDTH * layers.length;
  const figures = new Float64Array(epochs.length * width);
  for (const [i, epoch] of epochs.entries()) {
    const { batchLoss, learningRate, train, validation, deadUnits, saturation, meanActivation } = epoch;
    const row = [
      batchLoss,
      learningRate,
      train?.loss,
      train?.accuracy,
      validation?.loss,
      validation?.accuracy,
      ...[deadUnits, saturation, meanActivation],
      ...epoch.layers.flatMap((layer) => [
        ...[layer.deadUnits, layer.saturation, layer.meanActivation, layer.gradientNorm, layer.updateRatio],
      ]),
    ];
    figures.set(
      row.map((figure) => figure ?? Number.NaN),
      i * width,
    );
  }
  const kept = Float64Array.from(epochs, ({ keptEpoch = Number.NaN }) => keptEpoch);
  return { layers, figures, ...(kept.some((epoch) => !Number.isNaN(epoch)) && { kept }) };
}

export function decodeEpochs({ layers, figures, kept }: EncodedEpochs): TrainEpoch[] {
  const width = WIDTH + LAYER_WIDTH * layers.length;
  return Array.from({ length: figures.length / width }, (_, epoch) => {
    const at = (place: number): number => figures[epoch * width + place]!;
    const orNull = (place: number): number | null => (Number.isNaN(at(place)) ? null : at(place));
    const split = (place: number): SplitRecord | null =>
      Number.isNaN(at(place)) ? null : { loss: at(place), accuracy: orNull(place + 1) };
    return {
      batchLoss: at(0),
      learningRate: at(1),
      train: split(2),
      validation: split(4),
      deadUnits: orNull(6),
      saturation: orNull(7),
      meanActivation: orNull(8),
      layers: layers.map((layer, i) => {
        const from = WIDTH + LAYER_WIDTH * i;
        return {
          layer,
          deadUnits: orNull(from),
          saturation: orNull(from + 1),
          meanActivation: at(from + 2),
          gradientNorm: orNull(from + 3),
          updateRatio: orNull(from + 4),
        };
      }),
      ...(kept !== undefined && !Number.isNaN(kept[epoch]) && { keptEpoch: kept[epoch]! }),
    };
  });
}
