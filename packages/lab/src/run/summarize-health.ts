/** The doctor's figures of one epoch, over the hidden layers. */
import type { EpochReport, ModelSpec } from "minibatch";
import type { TrainEpoch } from "./train-task.ts";

type LayerHealth = EpochReport["health"][number];
type HealthSummary = Pick<TrainEpoch, "deadUnits" | "saturation" | "meanActivation">;

/** Means over the hidden dense layers, weighted by their units; null where no hidden layer has the figure. */
export function summarizeHealth(model: ModelSpec, health: readonly LayerHealth[]): HealthSummary {
  const dense = model.layers.filter((layer) => layer.kind === "dense");
  const hidden = dense.slice(0, -1).flatMap(({ name, units }) => {
    const layer = health.find((candidate) => candidate.layer === name);
    return layer === undefined ? [] : [{ layer, units }];
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
