/** A comparison of configurations for a reader: the ranking, then the verdicts on pairs. */

import type { Point } from "study";
import type { ConfigurationComparison } from "study/statistics";
import { boundInterval } from "../../../objective/bound-interval.ts";
import { type Column, fitTable, tellLeft } from "../../tables/fit-table.ts";
import { NONE } from "../../tables/format-value.ts";
import { alignPoints, figureForm, formatParameters, isNumeric } from "../../tables/number-column.ts";
import { paint } from "../../terminal/paint.ts";
import { wrapWords } from "../../terminal/wrap-words.ts";
import { parameterColumns } from "../../trials/parameter-names.ts";
import type { Comparison } from "./comparison-document.ts";
import { cutName } from "./cut-name.ts";

/** rows of either table; more need --all */
const MOST_ROWS = 50;
const MOST_PAIRS = 28;
const WIDEST_TEXT = 120;
/** names and texts are cut to no fewer characters: those of "configuration" */
const LEAST_TEXT = 13;
/** names of pairs have these before all but the figures of a pair are shown */
const READABLE_NAME = 24;

/** heads of the ranking that are no parameter's */
const RANKING_HEADS = ["configuration", "mean", "95% interval", "repeats", "group"] as const;

const INTERVAL = "adjusted interval";
const P = "adjusted p";

type IndexOf = (pair: ConfigurationComparison) => number;

export function formatComparison(comparison: Comparison, all: boolean, width: number): string {
  const { experiment, synthetic, figure, repeats, ranking } = comparison;
  const most = ranking.order.every(({ count }) => count === repeats) ? "" : "up to ";
  const pairs = ranking.comparisons.length > 0 ? pairTable(comparison, all, width) : null;
  const parts = [
    `${experiment}: ${figure}; ${most}${repeats} ${repeats === 1 ? "repeat" : "repeats"} of each ` +
      `configuration${synthetic ? paint("warning", "; SYNTHETIC data") : ""}`,
    rankingTable(comparison, all, width),
    ...(pairs === null ? [] : [pairs.text]),
    [...comparison.notes, explain(comparison, pairs?.left ?? [])].join(" "),
  ];
  return parts.map((part, i) => (i === 0 || i === parts.length - 1 ? wrapped(part, width) : part)).join("\n\n");
}

function rankingTable(
  { metric, configurations, parameters, ranking, ranked }: Comparison,
  all: boolean,
  width: number,
): string {
  const shown = (all ? ranked : ranked.slice(0, MOST_ROWS)).map((row) => ({
    ...row,
    interval: row.interval === null ? null : boundInterval(metric, row.interval),
  }));
  type Row = (typeof shown)[number];
  const cells = (format: (row: Row) => string): string[] => shown.map(format);
  const form = figureForm(shown.flatMap(({ mean, interval }) => [mean, ...(interval ?? [])]));
  const heads = parameterColumns(parameters, RANKING_HEADS);
  const { text, left } = fitTable(
    [
      { head: "configuration", align: "r", cells: cells(({ index }) => String(configurations[index]!.number)) },
      ...parameters.map((name, i): Column => {
        const values = shown.map(({ index }) => configurations[index]!.parameters[name]);
        const column = { head: heads[i]!, cells: formatParameters(values), matters: 10 + parameters.length - i };
        return isNumeric(values) ? { ...column, align: "r" } : { ...column, align: "l", cutTo: LEAST_TEXT };
      }),
      {
        head: "mean",
        align: "r",
        cells: alignPoints(cells(({ mean }) => form(mean))),
        styles: shown.map(({ index, mean }) => (mean !== null && index === ranking.order[0]!.index ? "best" : null)),
      },
      { head: "95% interval", align: "l", cells: formatIntervals(shown, form), matters: 2 },
      { head: "repeats", align: "r", cells: cells(({ count }) => String(count)), matters: 1 },
      { head: "group", align: "l", cells: cells(({ letters }) => letters.join("") || NONE), cutTo: LEAST_TEXT },
    ],
    width,
  );
  return [text, ...notes(ranked.length - shown.length, ["configuration", "configurations"], left)].join("\n");
}

function pairTable(
  { configurations, ranking }: Comparison,
  all: boolean,
  width: number,
): { readonly text: string; readonly left: readonly string[] } {
  const { comparisons, order } = ranking;
  const best = order[0]!.index;
  const few = comparisons.length <= MOST_PAIRS || all;
  const chosen = few ? comparisons : comparisons.filter(({ first, second }) => first === best || second === best);
  const shown = all ? chosen : chosen.slice(0, MOST_ROWS);
  const cells = (format: (pair: ConfigurationComparison) => string): string[] => shown.map(format);
  const differing = differingPoints(configurations);
  const nameColumn = (head: string, own: IndexOf, other: IndexOf): Column => {
    const cut = (pair: ConfigurationComparison, width: number): string =>
      cutName(configurations[own(pair)]!.number, differing[own(pair)]!, differing[other(pair)]!, width);
    return {
      ...{ head, align: "l", cells: cells((pair) => cut(pair, Number.POSITIVE_INFINITY)), cutTo: LEAST_TEXT },
      grows: { to: READABLE_NAME, matters: 3 },
      cut: (row, width) => cut(shown[row]!, width),
    };
  };
  const form = figureForm(shown.flatMap(({ meanDifference, interval }) => [meanDifference, ...(interval ?? [])]));
  const { text, left } = fitTable(
    [
      nameColumn(
        "configuration",
        ({ first }) => first,
        ({ second }) => second,
      ),
      {
        head: "is",
        align: "l",
        whole: true,
        cells: cells(({ verdict }) => verdict),
        styles: shown.map(({ verdict }) => (verdict === "not distinguishable" ? "warning" : "finished")),
      },
      nameColumn(
        "against",
        ({ second }) => second,
        ({ first }) => first,
      ),
      { head: "by", align: "r", cells: alignPoints(cells(({ meanDifference }) => form(meanDifference))) },
      { head: INTERVAL, align: "l", cells: formatPairIntervals(shown, form), matters: 5 },
      { head: "its level", align: "r", cells: cells(({ intervalLevel }) => formatLevel(intervalLevel)), matters: 1 },
      { head: P, align: "r", cells: cells(({ verdictP }) => formatP(verdictP?.adjusted)), matters: 4 },
      { head: "test", align: "l", cells: cells(({ test }) => test ?? NONE), matters: 2 },
      { head: "pairs", align: "r", cells: cells(({ pairs }) => String(pairs)), matters: 0 },
    ],
    width,
  );
  return { text: [text, ...notes(comparisons.length - shown.length, ["pair", "pairs"], left)].join("\n"), left };
}

/**
 * Of each configuration those of its parameters that are not the same everywhere: they are its name, `3: adam,
 * learningRate 0.01`.
 */
function differingPoints(configurations: Comparison["configurations"]): Point[] {
  const names = [...new Set(configurations.flatMap(({ parameters }) => Object.keys(parameters)))];
  const varied = names.filter((name) => new Set(configurations.map(({ parameters }) => parameters[name])).size > 1);
  return configurations.map(({ parameters }) =>
    Object.fromEntries(Object.entries(parameters).filter(([name]) => varied.includes(name))),
  );
}

function notes(more: number, [one, many]: readonly [string, string], left: readonly string[]): string[] {
  const others = more === 1 ? `1 more ${one}; --all shows it.` : `${more} more ${many}; --all shows them.`;
  return [...(more > 0 ? [others] : []), ...tellLeft(left)];
}

/** Of what is shown: `left` are the columns that are not. */
function explain({ ranking }: Comparison, left: readonly string[]): string {
  const { compared, alpha, repeatsToTell, comparisonCount } = ranking;
  if (comparisonCount === 0) {
    return "Nothing was compared: it takes two configurations with at least two finished repeats each.";
  }
  const groups =
    compared === "all pairs"
      ? "Configurations that share a letter are not distinguishable; those that share none are."
      : "There are many configurations, so only the best was compared with the others: a is it and those not " +
        "distinguishable from it.";
  const shown = [...(left.includes(P) ? [] : ["p"]), ...(left.includes(INTERVAL) ? [] : ["interval"])].join(" and ");
  const interval =
    "An interval is of the test and the step that its pair was judged by, and leaves 0 out exactly when the two " +
    "can be told apart.";
  return [
    groups,
    `Pairs by seed, ${shown}${shown === "" ? "" : " "}adjusted over ${comparisonCount} ` +
      `${comparisonCount === 1 ? "comparison" : "comparisons"} (Holm), level ${alpha}.`,
    ...(left.includes(INTERVAL) ? [] : [interval]),
    `From ${repeatsToTell} repeats on verdicts rest on sign flips, below on the paired t-test, which takes ` +
      "differences to be normal.",
  ].join(" ");
}

type Interval = readonly [low: number, high: number] | null;

function formatIntervals(rows: readonly { readonly interval: Interval }[], form: (end: number) => string): string[] {
  return rows.map(({ interval }) => (interval === null ? NONE : `${form(interval[0])} to ${form(interval[1])}`));
}

/**
 * In words where the chosen test has no answer: differences that are all equal do not say how far they scatter.
 */
function formatPairIntervals(rows: readonly ConfigurationComparison[], form: (end: number) => string): string[] {
  const cells = formatIntervals(rows, form);
  return rows.map(({ interval, test }, i) => (interval === null && test !== null ? "no scatter" : cells[i]!));
}

/** `99.17%` */
function formatLevel(level: number | null): string {
  return level === null ? NONE : `${(100 * level).toFixed(2)}%`;
}

function formatP(p: number | undefined): string {
  if (p === undefined) return NONE;
  return p < 0.0001 ? "<0.0001" : p.toFixed(4);
}

function wrapped(text: string, width: number): string {
  return wrapWords(text, Math.min(width, WIDEST_TEXT)).join("\n");
}
