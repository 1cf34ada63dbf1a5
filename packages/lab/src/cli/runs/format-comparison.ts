/** A comparison of configurations for a reader: the ranking, then the verdicts on pairs. */
import type { ConfigurationComparison } from "../../statistics/compare-configurations.ts";
import { type Column, fitTable } from "../fit-table.ts";
import { wrapWords } from "../wrap-words.ts";
import type { Comparison } from "./comparison-document.ts";
import { formatFigure, formatParameter, NONE } from "./format-value.ts";

/** rows of either table; more need --all */
const MOST_ROWS = 50;
const MOST_PAIRS = 28;
const WIDEST_TEXT = 120;

export function formatComparison(comparison: Comparison, all: boolean, width: number): string {
  const { experiment, synthetic, figure, repeats, ranking } = comparison;
  const most = ranking.order.every(({ count }) => count === repeats) ? "" : "up to ";
  const parts = [
    `${experiment}: ${figure}; ${most}${repeats} ${repeats === 1 ? "repeat" : "repeats"} of each configuration${synthetic ? "; SYNTHETIC data" : ""}`,
    rankingTable(comparison, all, width),
    ...(ranking.comparisons.length > 0 ? [pairTable(comparison, all, width)] : []),
    [...comparison.notes, explain(comparison)].join(" "),
  ];
  return parts.map((part, i) => (i === 0 || i === parts.length - 1 ? wrapped(part, width) : part)).join("\n\n");
}

function rankingTable({ configurations, parameters, ranking }: Comparison, all: boolean, width: number): string {
  const shown = all ? ranking.order : ranking.order.slice(0, MOST_ROWS);
  type Row = (typeof shown)[number];
  const cells = (format: (row: Row) => string): string[] => shown.map(format);
  const { text, left } = fitTable(
    [
      { head: "configuration", align: "r", cells: cells(({ index }) => String(configurations[index]!.number)) },
      ...parameters.map((name, i): Column => {
        const values = cells(({ index }) => formatParameter(configurations[index]!.parameters[name]));
        return { head: name, align: "l", cells: values, matters: 10 + parameters.length - i };
      }),
      { head: "mean", align: "r", cells: cells(({ mean }) => formatFigure(mean)) },
      { head: "95% interval", align: "l", cells: cells(({ interval }) => formatInterval(interval)), matters: 2 },
      { head: "repeats", align: "r", cells: cells(({ count }) => String(count)), matters: 1 },
      { head: "group", align: "l", cells: cells(({ letters }) => letters.join("") || NONE) },
    ],
    width,
  );
  return [text, ...notes(ranking.order.length - shown.length, "configurations", left)].join("\n");
}

function pairTable({ configurations, ranking }: Comparison, all: boolean, width: number): string {
  const { comparisons, order } = ranking;
  const best = order[0]!.index;
  const few = comparisons.length <= MOST_PAIRS || all;
  const chosen = few ? comparisons : comparisons.filter(({ first, second }) => first === best || second === best);
  const shown = all ? chosen : chosen.slice(0, MOST_ROWS);
  const cells = (format: (pair: ConfigurationComparison) => string): string[] => shown.map(format);
  const numberOf = (index: number): string => String(configurations[index]!.number);
  const { text, left } = fitTable(
    [
      { head: "configuration", align: "r", cells: cells(({ first }) => numberOf(first)) },
      { head: "against", align: "r", cells: cells(({ second }) => numberOf(second)) },
      { head: "verdict", align: "l", cells: cells(({ verdict }) => verdict) },
      { head: "by", align: "r", cells: cells(({ meanDifference }) => formatFigure(meanDifference)) },
      { head: "95% interval", align: "l", cells: cells(({ interval }) => formatInterval(interval)), matters: 2 },
      { head: "p (Holm)", align: "r", cells: cells(({ verdictP }) => formatP(verdictP?.adjusted)) },
      { head: "test", align: "l", cells: cells(({ test }) => test ?? NONE), matters: 3 },
      { head: "pairs", align: "r", cells: cells(({ pairs }) => String(pairs)), matters: 1 },
    ],
    width,
  );
  return [text, ...notes(comparisons.length - shown.length, "pairs", left)].join("\n");
}

function notes(more: number, what: string, left: readonly string[]): string[] {
  return [
    ...(more > 0 ? [`${more} more ${what}; --all shows them.`] : []),
    ...(left.length > 0 ? [`Too narrow for ${left.join(", ")}; --json tells all.`] : []),
  ];
}

function explain({ ranking }: Comparison): string {
  const { compared, alpha, repeatsToTell, comparisonCount } = ranking;
  if (comparisonCount === 0) {
    return "Nothing was compared: it takes two configurations with at least two finished repeats each.";
  }
  const groups =
    compared === "all pairs"
      ? "Configurations that share a letter are not distinguishable; those that share none are."
      : "There are many configurations, so only the best was compared with the others: a is it and those not distinguishable from it.";
  return (
    `${groups} Pairs by seed, p adjusted over ${comparisonCount} ${comparisonCount === 1 ? "comparison" : "comparisons"} (Holm), level ${alpha}. ` +
    `From ${repeatsToTell} repeats on verdicts rest on sign flips, below on the paired t-test, which takes differences to be normal.`
  );
}

function formatInterval(interval: readonly [low: number, high: number] | null): string {
  return interval === null ? NONE : `${formatFigure(interval[0])} to ${formatFigure(interval[1])}`;
}

function formatP(p: number | undefined): string {
  if (p === undefined) return NONE;
  return p < 0.0001 ? "<0.0001" : p.toFixed(4);
}

function wrapped(text: string, width: number): string {
  return wrapWords(text, Math.min(width, WIDEST_TEXT)).join("\n");
}
