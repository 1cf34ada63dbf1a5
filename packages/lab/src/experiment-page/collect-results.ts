/** The page's figures as data: what `results.json` holds. */
import type { RankedConfiguration } from "study/statistics";
import type { FindingsOfTrials } from "../objective/read-findings.ts";
import type { BestPerformance } from "../performance/collect-performance.ts";
import type { TrialRecord } from "../store/store.ts";
import type { Configuration } from "./configuration.ts";
import {
  type ConfigurationResult,
  EXPERIMENT_SCHEMA,
  type ExperimentResults,
  type TrialResult,
} from "./experiment-results.ts";
import type { ExperimentPageSource } from "./page-source.ts";
import { reachThreshold } from "./reach-threshold.ts";

function collectTrial(trial: TrialRecord, found: FindingsOfTrials | undefined): TrialResult {
  const { number, repeat, seed, status, epochs, attempts, objective, objectiveEpoch, keptEpoch } = trial;
  const { test, seconds, diagnosis, weightsSha256 } = trial;
  const examined = found?.get(trial.id);
  return {
    ...{ number, repeat, seed, status, epochs, attempts, objective, objectiveEpoch, keptEpoch },
    ...{ test, seconds, diagnosis, weightsSha256 },
    ...(examined !== undefined && { findings: examined }),
  };
}

function collectThreshold(
  configuration: Configuration,
  page: ExperimentPageSource,
): ConfigurationResult["epochsToThreshold"] {
  const { threshold } = page.input.spec;
  const reached = threshold === null ? null : reachThreshold(configuration, page, threshold);
  return reached === null ? null : { mean: reached.mean, reached: reached.count, count: reached.epochs.length };
}

function collectConfiguration(
  entry: RankedConfiguration,
  place: number,
  page: ExperimentPageSource,
): ConfigurationResult {
  const configuration = page.configurations[entry.index] as Configuration;
  const { mean, sd, interval, count, letters } = entry;
  return {
    number: configuration.number,
    name: configuration.name,
    parameters: configuration.point,
    rank: count === 0 ? null : place + 1,
    mean,
    sd,
    interval,
    count,
    letters,
    epochsToThreshold: collectThreshold(configuration, page),
    curves: configuration.curves,
    trials: configuration.trials.map((trial) => collectTrial(trial, page.input.findings)),
  };
}

export function collectResults(page: ExperimentPageSource): ExperimentResults {
  const { input, ranking, configurations, importance, objective } = page;
  const { summary } = input;
  const numberOf = (index: number): number => (configurations[index] as Configuration).number;
  const best = ranking.order[0];
  const { alpha, compared, comparisonCount, repeatsToTell } = ranking;
  return {
    schema: EXPERIMENT_SCHEMA,
    generatedAt: input.generatedAt.toISOString(),
    version: input.version,
    codeVersion: summary.codeVersion,
    name: summary.name,
    synthetic: summary.synthetic,
    specSha256: summary.specSha256,
    data: summary.data,
    environment: input.environments,
    spec: input.spec,
    objective: { metric: objective.name, goal: objective.goal },
    networkKept: page.network.networkKept,
    counts: summary.counts,
    seconds: summary.seconds,
    best:
      input.best === null || best === undefined || best.count === 0
        ? null
        : { configuration: numberOf(best.index), trial: input.best.trial },
    configurations: ranking.order.map((entry, place) => collectConfiguration(entry, place, page)),
    ranking: { alpha, compared, comparisonCount, repeatsToTell },
    pairs: ranking.comparisons.map((pair) => ({
      ...pair,
      first: numberOf(pair.first),
      second: numberOf(pair.second),
    })),
    importance,
    ...collectEvaluation(input.evaluation ?? null),
  };
}

function collectEvaluation(best: BestPerformance | null): Pick<ExperimentResults, "evaluation"> {
  if (best === null || "missing" in best) return {};
  const { trial, split, measured } = best;
  return { evaluation: { trial, split, ...measured } };
}
