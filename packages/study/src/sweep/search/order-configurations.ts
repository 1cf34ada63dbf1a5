import type { ObjectiveSpec } from "../../experiment/spec.ts";
import type { ConfigurationState } from "../group-trials.ts";
import { configurationLoss } from "../objective-loss.ts";

/**
 * Sorts configurations, best first. Those trained to their end come before pruned ones, and among pruned ones those
 * trained longer come first, as in Optuna (`_tpe/sampler.py`, `_split_trials`); those with a failed repeat come last.
 * Ties are ordered by number.
 */
export function orderConfigurations(
  objective: ObjectiveSpec,
  configurations: readonly ConfigurationState[],
): ConfigurationState[] {
  const ranked = configurations.map((configuration) => ({
    configuration,
    rank: [
      outcomeOf(configuration),
      outcomeOf(configuration) === PRUNED ? -countEpochs(configuration) : 0,
      configurationLoss(objective, configuration),
      configuration.configuration,
    ],
  }));
  return ranked.sort((a, b) => compare(a.rank, b.rank)).map(({ configuration }) => configuration);
}

const FINISHED = 0;
const PRUNED = 1;
const FAILED = 2;

function outcomeOf({ trials }: ConfigurationState): number {
  if (trials.some(({ status }) => status === "failed")) return FAILED;
  return trials.some(({ status }) => status === "pruned") ? PRUNED : FINISHED;
}

function countEpochs({ trials }: ConfigurationState): number {
  return trials.reduce((sum, { values }) => sum + values.length, 0);
}

/** Compares by the first item that differs. Losses may be infinite, so they are not subtracted. */
function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at === -1 ? 0 : (a[at] ?? 0) < (b[at] ?? 0) ? -1 : 1;
}
