import { UsageError } from "../errors.ts";
import type { ExperimentSpec } from "../experiment/spec.ts";
import { prunings } from "./pruning/prunings.ts";
import { strategies } from "./search/strategies.ts";

/**
 * Throws UsageError when search space, search and pruning do not fit together. Call it before an experiment is stored.
 */
export function checkCombination(spec: ExperimentSpec): void {
  const conflict = findConflict(spec);
  if (conflict !== null) throw new UsageError(conflict);
}

/** Why they do not fit together, in one line with the fix; null when they do. */
export function findConflict(spec: ExperimentSpec): string | null {
  return (
    strategies[spec.search.kind].findConflict(spec, spec.search) ??
    prunings[spec.pruning.kind].findConflict(spec, spec.pruning)
  );
}
