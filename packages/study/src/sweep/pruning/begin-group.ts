import type { ExperimentSpec } from "../../experiment/spec.ts";
import type { ConfigurationState } from "../group-trials.ts";
import { strategies } from "../search/strategies.ts";
import { FINAL_STATUSES, type NewConfiguration } from "../sweep-state.ts";

/**
 * The next configurations, at most `most`, once all existing ones are final; they train to `untilEpoch` and are never
 * pruned. Empty after the last one.
 */
export function beginGroup(
  spec: ExperimentSpec,
  configurations: readonly ConfigurationState[],
  untilEpoch: number,
  most: number = Number.POSITIVE_INFINITY,
): NewConfiguration[] {
  const allFinal = configurations.every(({ trials }) => trials.every(({ status }) => FINAL_STATUSES.includes(status)));
  if (!allFinal) return [];
  const first = (configurations.at(-1)?.configuration ?? -1) + 1;
  return strategies[spec.search.kind]
    .propose(spec, spec.search, first, configurations)
    .slice(0, most)
    .map((point, i) => ({ configuration: first + i, point, untilEpoch, thresholds: null }));
}
