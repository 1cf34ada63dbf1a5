/** The statistics of experiments, checked against SciPy. */

export { compareEpochs, type EpochsComparison } from "./epochs/compare-epochs.ts";
export { describeEpochs, epochsTo } from "./epochs/epochs-to.ts";
export type { Goal } from "./epochs/goal.ts";
export { type Course, judgedEpoch } from "./epochs/judged-epoch.ts";
export {
  describeReached,
  type ReachedEpochs,
  type ReachedSummary,
  reachedEpochs,
  restrictedMean,
  summarizeReached,
} from "./epochs/reached-epochs.ts";
export { type ParameterRanking, rankParameters } from "./importance/rank-parameters.ts";
export { meanLagCorrelation, prepareLagCorrelation } from "./lag-correlation.ts";
export { pairTestNames, pairTests } from "./pairs/pair-tests.ts";
export { subtractPairs } from "./pairs/paired-differences.ts";
export { type PermutationResult, testPermutations } from "./permutation-test.ts";
export type { AdjustedP, ConfigurationComparison, PairVerdict } from "./ranking/compare-configurations.ts";
export {
  type ConfigurationRanking,
  type RankedConfiguration,
  rankConfigurations,
} from "./ranking/rank-configurations.ts";
export { mean } from "./summaries/mean.ts";
export { estimateMeanInterval } from "./summaries/mean-interval.ts";
export { median } from "./summaries/median.ts";
export { summarize } from "./summaries/summarize.ts";
export { type CurveSummary, summarizeCurves } from "./summaries/summarize-curves.ts";
export { wilsonInterval } from "./summaries/wilson-interval.ts";
