import type { ExperimentSpec } from "../experiment/spec.ts";
import { checkCombination } from "./check-combination.ts";
import { groupTrials } from "./group-trials.ts";
import { NOTHING } from "./pruning/pruning.ts";
import { prunings } from "./pruning/prunings.ts";
import type { SweepDecision, TrialState, TrialStatus } from "./sweep-state.ts";

/**
 * Decides what a sweep does next from all its trials, sorted by number. Pure: once its decision is applied, the next
 * one is empty; it is also empty while the sweep waits for trials, after all of them are final, and once one is
 * cancelled. README.md says which methods do not depend on the order in which trials end. Throws UsageError as
 * `checkCombination`.
 */
export function advanceSweep(spec: ExperimentSpec, trials: readonly TrialState[]): SweepDecision {
  if (trials.length === 0) checkCombination(spec);
  const has = (...statuses: TrialStatus[]): boolean => trials.some(({ status }) => statuses.includes(status));
  if (has("cancelled")) return NOTHING;
  // no method decides while a trial is ready or running, unless another is paused; this runs after every trial
  if (has("ready", "running") && !has("paused")) return NOTHING;
  return prunings[spec.pruning.kind].decide(spec, spec.pruning, groupTrials(trials));
}
