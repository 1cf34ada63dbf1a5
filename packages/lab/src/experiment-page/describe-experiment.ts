/**
 * Everything that the sections draw from, worked out once: configurations in their order, what is distinguishable,
 * names, marks.
 */
import { definitionOf } from "minibatch-data/sets";
import { goalOf, storedMetric } from "study";
import { type ConfigurationRanking, type Goal, rankConfigurations } from "study/statistics";
import { type MetricName, spellMetric } from "../objective/metric-names.ts";
import { describeNetwork, type ObjectiveNetwork } from "../objective/objective-network.ts";
import { type Configuration, isFinished, listConfigurations } from "./configuration.ts";
import { type DescribedParameter, describeParameters } from "./describe-parameters.ts";
import type { ExperimentPageInput } from "./experiment-page-input.ts";

/** Up to so many configurations every pair is compared (66 pairs); beyond, the best with each of the others. */
export const MOST_FOR_ALL_PAIRS = 12;

export interface DescribedExperiment {
  readonly input: ExperimentPageInput;
  readonly marks: readonly string[];
  readonly parameters: readonly DescribedParameter[];
  /** by number */
  readonly configurations: readonly Configuration[];
  /** with at least one finished trial, best mean first */
  readonly ranked: readonly Configuration[];
  /** the others, by number */
  readonly unranked: readonly Configuration[];
  /** its indices are those of `configurations` */
  readonly ranking: ConfigurationRanking;
  readonly objective: { readonly name: MetricName; readonly words: string; readonly goal: Goal };
  /** whose figure the objective is */
  readonly network: ObjectiveNetwork;
  /** whether any trial has a finite accuracy */
  readonly hasAccuracy: boolean;
}

/** Of a configuration at each repeat, null where that trial has none. */
function valuesOf({ trials }: Configuration, repeats: number): readonly (number | null)[] {
  const values = new Map(trials.filter(isFinished).map(({ repeat, objective }) => [repeat, objective]));
  return Array.from({ length: repeats }, (_, repeat) => values.get(repeat) ?? null);
}

export function describeExperiment(input: ExperimentPageInput): DescribedExperiment {
  const { spec, summary } = input;
  const parameters = describeParameters(spec.parameters);
  const configurations = listConfigurations(input, parameters);
  const goal = goalOf(spec.objective);
  const samples = configurations.map((configuration) => ({
    name: configuration.name,
    values: valuesOf(configuration, spec.repeats),
  }));
  const ranking = rankConfigurations(samples, goal, { seed: spec.seed, mostForAllPairs: MOST_FOR_ALL_PAIRS });
  const inOrder = ranking.order.map(({ index }) => configurations[index] as Configuration);
  return {
    input,
    marks: summary.synthetic ? ["SYNTHETIC"] : [],
    parameters,
    configurations,
    ranked: inOrder.filter(({ finished }) => finished.length > 0),
    unranked: inOrder.filter(({ finished }) => finished.length === 0),
    ranking,
    objective: { name: storedMetric(spec.objective.metric), words: spellMetric(spec.objective.metric), goal },
    network: describeNetwork(spec, input.trials.filter(isFinished)),
    hasAccuracy: configurations.some(({ curves }) => curves.trainAccuracy ?? curves.validationAccuracy),
  };
}

/** What a reader must know of the data; empty for real ones. */
export function noteSynthetic({ summary, spec }: ExperimentPageInput): string {
  if (!summary.synthetic || spec.data === null) return "";
  return `SYNTHETIC ${definitionOf(spec.data).words.short}, drawn by a procedure`;
}

/**
 * The configurations that cannot be told apart from the best: those that share a letter with it, in the order of the
 * ranking.
 */
export function findAlike({ ranking, configurations }: DescribedExperiment): readonly Configuration[] {
  const [best] = ranking.order;
  if (best === undefined) return [];
  return ranking.order
    .filter((other) => other.index !== best.index && other.letters.some((letter) => best.letters.includes(letter)))
    .map(({ index }) => configurations[index] as Configuration);
}
