import { UsageError } from "../errors.ts";
import type { ExperimentSpec } from "../experiment/spec.ts";
import { refuseCombination } from "./refuse-combination.ts";
import { strategies } from "./search/strategies.ts";

/** Trials that the whole sweep will have, pruned ones included. Throws UsageError for what `refuseCombination` refuses. */
export function countTrials(spec: ExperimentSpec): number {
  const refusal = refuseCombination(spec);
  if (refusal !== null) throw new UsageError(refusal);
  return strategies[spec.search.kind].countConfigurations(spec, spec.search) * spec.repeats;
}
