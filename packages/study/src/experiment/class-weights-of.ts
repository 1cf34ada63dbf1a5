/** Weights of classes as the library takes them: by number, where they were named. */
import type { ClassWeights } from "minibatch";
import { definitionOf, isFileData } from "minibatch-data/sets";
import type { TrainTask } from "./train-task.ts";

/** The names of the classes, in the order of the outputs; null where targets are no classes. */
export function classNamesOf(data: TrainTask["data"]): readonly string[] | null {
  const { targets } = definitionOf(data).shape(data);
  if (targets.kind === "classes") return targets.names;
  if (targets.kind !== "bits" || targets.columns !== 1) return null;
  return isFileData(data) && data.found.classes.length === 2 ? data.found.classes : ["0", "1"];
}

/** The number of a class by its name, or by its number as a text; -1 where there is no such class. */
export function classNumber(name: string, names: readonly string[]): number {
  const found = names.indexOf(name);
  if (found !== -1) return found;
  return /^\d+$/.test(name) && Number(name) < names.length ? Number(name) : -1;
}

/** Those of a task that was checked. */
export function classWeightsOf({ classWeights, data }: Pick<TrainTask, "classWeights" | "data">): ClassWeights | null {
  if (classWeights === undefined) return null;
  if (classWeights === "balanced" || Array.isArray(classWeights)) return classWeights as ClassWeights;
  const names = classNamesOf(data) ?? [];
  return Object.fromEntries(
    Object.entries(classWeights as Readonly<Record<string, number>>).map(([name, weight]) => [
      classNumber(name, names),
      weight,
    ]),
  );
}
