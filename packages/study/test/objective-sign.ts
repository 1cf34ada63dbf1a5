import type { ExperimentSpec } from "../src/experiment/spec.ts";

/** 1 where less is better, else -1. */
export function objectiveSign(spec: ExperimentSpec): 1 | -1 {
  return spec.objective.metric.endsWith("loss") ? 1 : -1;
}
