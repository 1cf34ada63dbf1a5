/** The doctor's figures of one epoch, over the hidden layers. */
import { type EpochReport, type ModelSpec, shapesOf } from "minibatch";
import type { TrainEpoch } from "study";

type LayerHealth = EpochReport["health"][number];
type HealthSummary = Pick<TrainEpoch, "deadUnits" | "saturation" | "meanActivation">;

/** Means over the hidden layers, weighted by their outputs; null where no hidden layer has the figure. */
export function summarizeHealth(model: ModelSpec, health: readonly LayerHealth[]): HealthSummary {
  const shapes = shapesOf(model);
  const hidden = model.layers.slice(0, -1).flatMap(({ name }, i) => {
    const layer = health.find((candidate) => candidate.layer === name);
    return layer === undefined ? [] : [{ layer, units: shapes[i]!.reduce((product, size) => product * size, 1) }];
  });
  const mean = (figure: (layer: LayerHealth) => number | null): number | null => {
    let sum = 0;
    let weight = 0;
    for (const { layer, units } of hidden) {
      const value = figure(layer);
      if (value === null) continue;
      sum += units * value;
      weight += units;
    }
    return weight === 0 ? null : sum / weight;
  };
  return {
    deadUnits: mean((layer) => layer.deadUnits),
    saturation: mean((layer) => layer.saturation),
    meanActivation: mean((layer) => layer.meanActivation),
  };
}
