import { UsageError } from "../errors.ts";
import type { ExperimentSpec } from "../experiment/spec.ts";
import { prunings } from "./pruning/prunings.ts";
import { strategies } from "./search/strategies.ts";

/**
 * Throws UsageError for a search space, a search and a pruning that do not go together. To be asked before an
 * experiment is kept.
 */
export function checkCombination(spec: ExperimentSpec): void {
  const conflict = findConflict(spec);
  if (conflict !== null) throw new UsageError(conflict);
}

/** Why they do not go together, what should be, and the fix, in one line; null when they do. */
export function findConflict(spec: ExperimentSpec): string | null {
  return (
    strategies[spec.search.kind].findConflict(spec, spec.search) ??
    prunings[spec.pruning.kind].findConflict(spec, spec.pruning)
  );
}
