/**
 * Median rule: D. Golovin et al., "Google Vizier", KDD 2017, section 3.2.2; compared are the figures at an epoch, as in
 * Optuna's MedianPruner, not their running averages. The thresholds of a wave come from the waves before it, so a trial
 * knows them when it begins.
 */
import type { ExperimentSpec, PruningSpec } from "../../experiment/spec.ts";
import { median as medianOf } from "../../statistics/summaries/median.ts";
import type { ConfigurationState } from "../group-trials.ts";
import { fromLoss, lossAfter } from "../objective-loss.ts";
import type { TrialState } from "../sweep-state.ts";
import { beginGroup } from "./begin-group.ts";
import { NOTHING, type Pruning } from "./pruning.ts";

type MedianPruning = Extract<PruningSpec, { kind: "median" }>;

export const median: Pruning<MedianPruning> = {
  findConflict({ search }, { wave }) {
    if (search.kind !== "tpe" || wave <= search.batch) return null;
    return (
      `Cannot begin waves of ${wave} configurations: tpe proposes ${search.batch} at a time (search.batch); lower ` +
      `pruning.wave to at most ${search.batch}, or raise search.batch to ${wave}`
    );
  },
  decide(spec, pruning, configurations) {
    const begun = beginGroup(spec, configurations, spec.training.epochs, pruning.wave);
    if (begun.length === 0) return NOTHING;
    const thresholds = configurations.length === 0 ? null : decideThresholds(spec, pruning, configurations);
    return { ...NOTHING, create: begun.map((configuration) => ({ ...configuration, thresholds })) };
  },
};

/** [repeat][epoch - 1] */
function decideThresholds(
  spec: ExperimentSpec,
  pruning: MedianPruning,
  configurations: readonly ConfigurationState[],
): (number | null)[][] {
  const trials = configurations.flatMap((configuration) => configuration.trials);
  return Array.from({ length: spec.repeats }, (_, repeat) => {
    const peers = trials.filter((trial) => trial.repeat === repeat);
    return Array.from({ length: spec.training.epochs }, (_, i) =>
      isDecided(spec, pruning, i + 1) ? thresholdAt(spec, peers, i + 1) : null,
    );
  });
}

/** Never after the last epoch: nothing would be saved. */
function isDecided(spec: ExperimentSpec, { warmupEpochs, everyEpochs }: MedianPruning, epoch: number): boolean {
  return epoch >= warmupEpochs && epoch < spec.training.epochs && (epoch - warmupEpochs) % everyEpochs === 0;
}

/**
 * The median of the trials' figures at an epoch, each of the network that would have been kept there. Only trials that
 * reached the epoch count, and failed ones, as the worst. Null where no trial reached it, or where the median is a
 * failure.
 */
function thresholdAt({ objective }: ExperimentSpec, peers: readonly TrialState[], epoch: number): number | null {
  const figure = { ...objective, at: "last" } as const;
  const losses = peers
    .filter(({ status, values }) => status === "failed" || values.length >= epoch)
    .map((trial) => (trial.status === "failed" ? Number.POSITIVE_INFINITY : lossAfter(figure, trial, epoch)));
  return losses.length === 0 ? null : fromLoss(objective, medianOf(losses));
}
