import type { ExperimentSpec } from "../experiment/spec.ts";
import { checkCombination } from "./check-combination.ts";
import { strategies } from "./search/strategies.ts";

/** The number of trials of the whole sweep, including pruned ones. Throws UsageError as `checkCombination`. */
export function countTrials(spec: ExperimentSpec): number {
  checkCombination(spec);
  return strategies[spec.search.kind].countConfigurations(spec, spec.search) * spec.repeats;
}
