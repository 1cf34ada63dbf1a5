import type { ExperimentSpec } from "../experiment/spec.ts";
import { checkCombination } from "./check-combination.ts";
import { strategies } from "./search/strategies.ts";

/** Trials that the whole sweep will have, pruned ones included. Throws UsageError as `checkCombination`. */
export function countTrials(spec: ExperimentSpec): number {
  checkCombination(spec);
  return strategies[spec.search.kind].countConfigurations(spec, spec.search) * spec.repeats;
}
