import type { ExperimentSpec } from "../experiment/spec.ts";
import { prunings } from "./pruning/prunings.ts";
import { strategies } from "./search/strategies.ts";

/**
 * Why this search space, this search and this pruning do not go together, what should be, and the fix, in one line; null when they do.
 * To be asked before an experiment is kept; `advanceSweep` refuses as well.
 */
export function refuseCombination(spec: ExperimentSpec): string | null {
  return (
    strategies[spec.search.kind].refuse(spec, spec.search) ?? prunings[spec.pruning.kind].refuse(spec, spec.pruning)
  );
}
