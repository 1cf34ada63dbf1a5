/** From a training's epochs to what the store keeps of them. Pure. */
import { goalOf, type ObjectiveSpec, type TrainEpoch } from "study";
import { type Course, judgedEpoch } from "study/statistics";
import type { Metrics, TrialOutcome } from "../store/store.ts";
import { courseOf } from "../training/judge-epoch.ts";
import type { TaskProgress } from "../training/task.ts";

/** Of trainings whose best epoch's weights are put back: after each epoch, which one that is. */
export const KEPT_EPOCH = "keptEpoch";

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
  [KEPT_EPOCH]: (epoch) => epoch.keptEpoch,
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

/** A trial's one figure, and whose it is. */
export type JudgedFigure = Pick<TrialOutcome, "objective" | "objectiveEpoch" | "keptEpoch">;

export const NO_FIGURE: JudgedFigure = { objective: null, objectiveEpoch: null, keptEpoch: null };

/**
 * `keptEpoch`: whose network the trial has. With the best epoch's weights put back the objective is that one's, as it
 * is with `last`; only `best` without them is of another. None of it without an epoch; no objective where that epoch
 * has no finite figure.
 */
export function judgeFigures(epochs: readonly TrainEpoch[], objective: ObjectiveSpec): JudgedFigure {
  if (epochs.length === 0) return NO_FIGURE;
  return judgeCourse(courseOf(epochs, objective.metric), epochs.at(-1)!.keptEpoch ?? epochs.length, objective);
}

/** Of a course of at least one epoch; `keptEpoch` null: no network is kept. */
export function judgeCourse(course: Course, keptEpoch: number | null, spec: ObjectiveSpec): JudgedFigure {
  const objectiveEpoch = judgedEpoch(course, { goal: goalOf(spec), at: spec.at });
  const objective = course.values[objectiveEpoch - 1] ?? Number.NaN;
  if (!Number.isFinite(objective)) return { ...NO_FIGURE, keptEpoch };
  return { objective, objectiveEpoch, keptEpoch };
}

/** The end of a training as its last progress: the figures of the network that it keeps; null where it keeps none. */
export function progressOfKept({ epochs, keptEpoch, metrics }: TrialOutcome): TaskProgress | null {
  if (keptEpoch === null) return null;
  const read = (name: string): number | null => {
    const figure = metrics[name]?.[keptEpoch - 1] ?? Number.NaN;
    return Number.isNaN(figure) ? null : figure;
  };
  const split = metrics.validationLoss === undefined ? "train" : "validation";
  return { epoch: epochs, epochs, loss: read(`${split}Loss`) ?? read("batchLoss"), accuracy: read(`${split}Accuracy`) };
}
