/** The statistics of experiments, checked against SciPy. */

export type { AdjustedP, ConfigurationComparison, PairVerdict } from "./compare-configurations.ts";
export { compareEpochs, type EpochsComparison } from "./compare-epochs.ts";
export { describeEpochs, epochsTo } from "./epochs-to.ts";
export type { Goal } from "./goal.ts";
export { type Course, judgedEpoch } from "./judged-epoch.ts";
export { meanLagCorrelation, prepareLagCorrelation } from "./lag-correlation.ts";
export { mean } from "./mean.ts";
export { estimateMeanInterval } from "./mean-interval.ts";
export { median } from "./median.ts";
export { subtractPairs } from "./paired-differences.ts";
export { type PermutationResult, testPermutations } from "./permutation-test.ts";
export { type ConfigurationRanking, type RankedConfiguration, rankConfigurations } from "./rank-configurations.ts";
export { type ParameterRanking, rankParameters } from "./rank-parameters.ts";
export {
  describeReached,
  type ReachedEpochs,
  type ReachedSummary,
  reachedEpochs,
  restrictedMean,
  summarizeReached,
} from "./reached-epochs.ts";
export { summarize } from "./summarize.ts";
export { type CurveSummary, summarizeCurves } from "./summarize-curves.ts";
