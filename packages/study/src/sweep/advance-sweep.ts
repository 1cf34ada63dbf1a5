import type { ExperimentSpec } from "../experiment/spec.ts";
import { checkCombination } from "./check-combination.ts";
import { groupTrials } from "./group-trials.ts";
import { NOTHING } from "./pruning/pruning.ts";
import { prunings } from "./pruning/prunings.ts";
import type { SweepDecision, TrialState, TrialStatus } from "./sweep-state.ts";

/**
 * What a sweep does next, from all its trials, sorted by number. A pure function: decided again after the decision was
 * applied it is empty, and so it is while the sweep waits for trials, when it has ended (all trials final), and while
 * one is cancelled. README.md says what does not depend on the order in which trials end. Throws UsageError as
 * `checkCombination`.
 */
export function advanceSweep(spec: ExperimentSpec, trials: readonly TrialState[]): SweepDecision {
  if (trials.length === 0) checkCombination(spec);
  const has = (...statuses: TrialStatus[]): boolean => trials.some(({ status }) => statuses.includes(status));
  if (has("cancelled")) return NOTHING;
  // no method decides on anything but paused trials and the end of all there are; this is asked after each trial
  if (has("ready", "running") && !has("paused")) return NOTHING;
  return prunings[spec.pruning.kind].decide(spec, spec.pruning, groupTrials(trials));
}
