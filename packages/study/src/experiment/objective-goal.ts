/** Whether more or less of an objective is better, and how stores name its metric. */
import type { ObjectiveSpec } from "./spec.ts";

/** As it says; else accuracies are made large and losses small. */
export function goalOf({ metric, goal }: Pick<ObjectiveSpec, "metric" | "goal">): "min" | "max" {
  return goal ?? goalOfName(metric) ?? "min";
}

/** What its name says, in either spelling; null where it says nothing. */
export function goalOfName(metric: string): "min" | "max" | null {
  if (/loss$/i.test(metric)) return "min";
  return /accuracy$/i.test(metric) ? "max" : null;
}

/** `validation-accuracy` -> `validationAccuracy`: how stores, documents and exports name it. */
export function storedMetric(metric: string): string {
  return metric.replaceAll(/(?<=[A-Za-z0-9])-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
