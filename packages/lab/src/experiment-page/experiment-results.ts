/**
 * `results.json` of an experiment's report, schema `minibatch.experiment/2`. Numbers that there are none of are null.
 * Whatever is by epoch has the figure after epoch i + 1 at place i. `evaluation` came later, and is left out where
 * there is none. In 1 a trial's objective could be another network's than the one it kept.
 */
import type { Finding } from "minibatch";
import type { ExperimentSpec, Json, Point } from "study";
import type { ConfigurationComparison, ConfigurationRanking, CurveSummary, ParameterRanking } from "study/statistics";
import type { MetricName } from "../objective/metric-names.ts";
import type { TaskPerformance } from "../performance/task-performance.ts";
import type { TrialRecord } from "../store/store.ts";

export const EXPERIMENT_SCHEMA = "minibatch.experiment/2";

/** As the store has it. */
export type TrialResult = Pick<
  TrialRecord,
  | "number"
  | "repeat"
  | "seed"
  | "status"
  | "epochs"
  | "attempts"
  | "objective"
  | "objectiveEpoch"
  | "keptEpoch"
  | "test"
  | "seconds"
  | "diagnosis"
  | "weightsSha256"
> & {
  /** what the doctor found wrong; absent where it was not asked */
  readonly findings?: readonly Finding[];
};

export interface ConfigurationResult {
  readonly number: number;
  readonly name: string;
  /** a parameter that does not apply is absent */
  readonly parameters: Point;
  /** 1, 2, ...; null where no trial has finished */
  readonly rank: number | null;
  /** of the objective, over the finished trials */
  readonly mean: number | null;
  /** with n - 1; null of fewer than two, as the 95% t-interval of the mean */
  readonly sd: number | null;
  readonly interval: readonly [low: number, high: number] | null;
  readonly count: number;
  /** two that share one are not distinguishable; see `ranking.compared` */
  readonly letters: readonly string[];
  /**
   * restricted mean of the epochs to the threshold, and the trials that get there; null without a threshold or a
   * finished trial
   */
  readonly epochsToThreshold: { readonly mean: number; readonly reached: number; readonly count: number } | null;
  readonly curves: Readonly<Record<MetricName, CurveSummary | null>>;
  readonly trials: readonly TrialResult[];
}

/** Of the network that a trial keeps, on its test split, or where it has none its validation split. */
export type EvaluationResult = { readonly trial: number; readonly split: "test" | "validation" } & TaskPerformance;

/** `first` and `second` are numbers of configurations. */
export type PairResult = ConfigurationComparison;

export interface ExperimentResults {
  readonly schema: typeof EXPERIMENT_SCHEMA;
  readonly generatedAt: string;
  /** of minibatch: what wrote this, and what made the experiment */
  readonly version: string;
  readonly codeVersion: string;
  readonly name: string;
  readonly synthetic: boolean;
  readonly specSha256: string;
  /** file -> SHA-256 */
  readonly data: Readonly<Record<string, string>>;
  /** each that a trial was trained in, once */
  readonly environment: readonly Json[];
  readonly spec: ExperimentSpec;
  readonly objective: { readonly metric: MetricName; readonly goal: "min" | "max" };
  /** whether every objective is the figure of the network that its trial keeps */
  readonly networkKept: boolean;
  readonly counts: Readonly<Record<string, number>>;
  /** spent training, all trials */
  readonly seconds: number;
  readonly best: { readonly configuration: number; readonly trial: number } | null;
  /** best first */
  readonly configurations: readonly ConfigurationResult[];
  readonly ranking: Pick<ConfigurationRanking, "alpha" | "compared" | "comparisonCount" | "repeatsToTell">;
  readonly pairs: readonly PairResult[];
  readonly importance: ParameterRanking;
  /** of the best trial; absent where its rows were not at hand, and in files of earlier versions */
  readonly evaluation?: EvaluationResult;
}
