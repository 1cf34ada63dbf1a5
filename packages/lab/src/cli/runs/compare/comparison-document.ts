/** A comparison of configurations, and how `--json` tells it. */
import type { Point } from "study";
import type { ConfigurationRanking } from "study/statistics";
import type { ComparedFigure } from "./compared-figure.ts";

export interface Comparison {
  readonly experiment: string;
  readonly synthetic: boolean;
  /** as stores name it */
  readonly metric: string;
  /** it and its epoch in words */
  readonly figure: string;
  /** whether the networks that the figures are of are kept */
  readonly networkKept: boolean;
  /** sentences about that */
  readonly notes: readonly string[];
  readonly repeats: number;
  /** what the ranking's indices mean */
  readonly configurations: readonly { readonly number: number; readonly parameters: Point }[];
  /** names of the parameters, in order */
  readonly parameters: readonly string[];
  readonly ranking: ConfigurationRanking;
  /** the ranking's rows in the order that was asked for: default best first */
  readonly ranked: ConfigurationRanking["order"];
}

/** Indices into samples become numbers of configurations. */
export function comparisonDocument(comparison: Comparison, figure: ComparedFigure): Readonly<Record<string, unknown>> {
  const { experiment, synthetic, networkKept, repeats, configurations, ranking, ranked: rows } = comparison;
  const { order: _order, comparisons, goal: _goal, ...rest } = ranking;
  return {
    experiment,
    synthetic,
    ...figure,
    networkKept,
    repeats,
    ...rest,
    ranking: rows.map(({ index, name: _name, ...ranked }) => ({
      configuration: configurations[index]!.number,
      parameters: configurations[index]!.parameters,
      ...ranked,
    })),
    pairs: comparisons.map(({ first, second, ...told }) => ({
      first: configurations[first]!.number,
      second: configurations[second]!.number,
      ...told,
    })),
  };
}
