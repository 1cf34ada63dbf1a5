/** The doctor's figures of one epoch, over the hidden layers. */
import { type EpochReport, flattenLayers, type ModelSpec, placeLayers } from "minibatch";
import type { TrainEpoch } from "study";

type LayerHealth = EpochReport["health"][number];
type HealthSummary = Pick<TrainEpoch, "deadUnits" | "saturation" | "meanActivation">;

/**
 * Means over the hidden layers, those within others too, weighted by their outputs; null where none has the figure.
 */
export function summarizeHealth(model: ModelSpec, health: readonly LayerHealth[]): HealthSummary {
  const layers = flattenLayers(placeLayers(model));
  const hidden = layers.slice(0, -1).flatMap(({ layer: { name }, output }) => {
    const layer = health.find((candidate) => candidate.layer === name);
    return layer === undefined ? [] : [{ layer, units: output.reduce((product, size) => product * size, 1) }];
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
