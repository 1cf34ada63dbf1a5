/** From a training's epochs to what the store keeps of them. Pure. */
import type { ObjectiveSpec } from "../experiment/spec.ts";
import { readMetric } from "../run/judge-epoch.ts";
import type { TrainEpoch } from "../run/train-task.ts";
import type { Metrics } from "../store/store.ts";

type Figure = (epoch: TrainEpoch) => number | null | undefined;

const FIGURES: Readonly<Record<string, Figure>> = {
  batchLoss: (epoch) => epoch.batchLoss,
  learningRate: (epoch) => epoch.learningRate,
  trainLoss: (epoch) => epoch.train?.loss,
  trainAccuracy: (epoch) => epoch.train?.accuracy,
  validationLoss: (epoch) => epoch.validation?.loss,
  validationAccuracy: (epoch) => epoch.validation?.accuracy,
  deadUnits: (epoch) => epoch.deadUnits,
  saturation: (epoch) => epoch.saturation,
  meanActivation: (epoch) => epoch.meanActivation,
};

const LAYER_FIGURES = ["deadUnits", "saturation", "meanActivation", "gradientNorm", "updateRatio"] as const;

/** `validationAccuracy`, `hidden1.deadUnits`, ...: those that at least one epoch has, NaN where one has it not. */
export function metricsOf(epochs: readonly TrainEpoch[]): Metrics {
  const layers = [...new Set(epochs.flatMap((epoch) => epoch.layers.map(({ layer }) => layer)))];
  const figures: [string, Figure][] = [
    ...Object.entries(FIGURES),
    ...layers.flatMap((layer) =>
      LAYER_FIGURES.map((name): [string, Figure] => [
        `${layer}.${name}`,
        (epoch) => epoch.layers.find((health) => health.layer === layer)?.[name],
      ]),
    ),
  ];
  return Object.fromEntries(
    figures
      .map(([name, figure]) => [name, Float64Array.from(epochs, (epoch) => figure(epoch) ?? Number.NaN)] as const)
      .filter(([, values]) => values.some((value) => !Number.isNaN(value))),
  );
}

/** `validation-accuracy` -> `validationAccuracy`: how the store and results.json name it. */
export function metricName(metric: ObjectiveSpec["metric"]): string {
  return metric.replace(/-(.)/, (_, letter: string) => letter.toUpperCase());
}

export function goalOf({ metric }: Pick<ObjectiveSpec, "metric">): "min" | "max" {
  return metric.endsWith("loss") ? "min" : "max";
}

/** The trial's one figure; null where it is not finite or there is no epoch. */
export function objectiveOf(epochs: readonly TrainEpoch[], { metric, at }: ObjectiveSpec): number | null {
  const values = epochs.map((epoch) => readMetric(epoch, metric)).filter((value) => !Number.isNaN(value));
  if (values.length === 0) return null;
  const best = metric.endsWith("loss") ? Math.min(...values) : Math.max(...values);
  const value = at === "best" ? best : values.at(-1)!;
  return Number.isFinite(value) ? value : null;
}
