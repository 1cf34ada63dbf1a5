/** A verdict on every pair, or on the best and each of the others, with the figures behind it. */
import type { ConfigurationComparison, ConfigurationRanking, PairVerdict } from "study/statistics";
import { formatDifference, formatFixed, missing } from "../../page-kit/format-number.ts";
import { type Html, html, nothing } from "../../page-kit/html.ts";
import { type Cell, cell, number, renderTable, text } from "../../page-kit/table.ts";
import { MOST_FOR_ALL_PAIRS } from "../describe-experiment.ts";
import { formatGain, formatInterval, formatP } from "../format-objective.ts";
import type { ExperimentPageSource, ExperimentSection } from "../page-source.ts";
import { countOf, tellLength } from "../words.ts";
import { nameCompared, renderTests } from "./tests-of-pairs.ts";

const mostRows = 300;

const verdictWords: Readonly<Record<PairVerdict, string>> = {
  better: "better than",
  worse: "worse than",
  "not distinguishable": "not distinguishable from",
};

function renderVerdict({ verdict, test }: ConfigurationComparison): Cell {
  if (test === null) return { shown: "too few pairs with", value: "shown" };
  const [kind, sign] = verdict === "not distinguishable" ? ["alike", "≈"] : ["apart", "✓"];
  return {
    shown: html`<span class="verdict ${kind as string}"><span aria-hidden="true">${sign as string}</span> ${verdictWords[verdict]}</span>`,
    value: "shown",
  };
}

/** the hyphen does not break */
const testWords = { "sign flips": "permutation", "paired t": "t\u2011test" } as const;

function cellOfP(value: number | undefined): Cell {
  return cell(value, formatP(value ?? null));
}

function renderRow(comparison: ConfigurationComparison, source: ExperimentPageSource): readonly (Cell | string)[] {
  const { name } = source.objective;
  const { first, second, meanDifference, interval, verdictP, effects, test } = comparison;
  return [
    nameCompared(source, first),
    renderVerdict(comparison),
    nameCompared(source, second),
    cell(meanDifference, formatGain(name, meanDifference)),
    cell(interval?.[0], test !== null && interval === null ? "no scatter" : formatInterval(name, interval, formatGain)),
    cellOfP(verdictP?.adjusted),
    test === null ? missing : testWords[test],
    cell(effects?.cohensD, formatDifference(effects?.cohensD, 2)),
  ];
}

function renderVerdicts(shown: readonly ConfigurationComparison[], source: ExperimentPageSource): Html {
  const { objective, marks } = source;
  return renderTable({
    title:
      `Differences in ${objective.words}, seed by seed; positive: the first is ` +
      `better${tellLength(shown.length, "pair")}`,
    marks,
    columns: [
      text("First"),
      text("is"),
      text("Second"),
      number("Difference"),
      number("Adjusted interval"),
      number("Adjusted p"),
      text("Decided by"),
      number("Effect d"),
    ],
    rows: shown.map((comparison) => renderRow(comparison, source)),
    footer: [],
    sortable: shown.length > 1,
  });
}

/** How many pairs can be told apart, in a sentence. */
export function summarizePairs({ ranking }: ExperimentPageSource): string {
  const told = ranking.comparisons.filter(({ test }) => test !== null);
  const apart = told.filter(({ verdict }) => verdict !== "not distinguishable").length;
  const what = ranking.compared === "all pairs" ? "pairs" : "comparisons with the best";
  if (told.length === 1) {
    return apart === 1 ? "The one pair can be told apart." : "The one pair cannot be told apart.";
  }
  if (apart === 0) return `None of ${told.length} ${what} tells the two apart.`;
  if (apart === told.length) return `All ${told.length} ${what} tell the two apart.`;
  const left = told.length - apart;
  return (
    `Of ${told.length} ${what}, ${apart} ${apart === 1 ? "tells" : "tell"} the two apart and ${left} ` +
    `${left === 1 ? "does" : "do"} not.`
  );
}

/** At which levels the intervals are, and what they have to do with the verdicts. */
function explainIntervals(shown: readonly ConfigurationComparison[]): Html {
  const levels = shown.flatMap(({ intervalLevel }) => (intervalLevel === null ? [] : [intervalLevel]));
  if (levels.length === 0) return html``;
  const [least, most] = [Math.min(...levels), Math.max(...levels)].map((level) => formatFixed(level * 100, 2));
  return html`Adjusted interval: of the difference, by the same test at the same step of the adjustment as its p (${least === most ? html`a ${least as string}% interval` : html`${least as string}% to ${most as string}% intervals`}), so that it leaves 0 out exactly when the two are told apart.`;
}

/** Why which test decides, and what more repeats would change. */
function explainTests(ranking: ConfigurationRanking): Html {
  const tests = new Set(ranking.comparisons.flatMap(({ test }) => (test === null ? [] : [test])));
  const smallest = Math.max(
    ...ranking.comparisons.filter(({ test }) => test === "paired t").map((c) => c.smallestSignFlipP),
  );
  const count = countOf(ranking.comparisonCount, "comparison");
  return html`
<p class="note"><strong>Which test decides.</strong> It is chosen by the number of pairs and comparisons alone, before any figure is seen. The permutation test, which assumes nothing
about how figures scatter, decides where it has enough pairs to tell anything at all after the adjustment for ${count}.
${tests.has("paired t") ? html`Here it has too few in some or all comparisons: even if every seed spoke for the same side, its p could not fall below ${formatP(smallest)}. There the paired t-test decides, which assumes that the differences are about normally distributed.` : nothing}
${ranking.repeatsToTell === null ? nothing : html`<strong>From ${countOf(ranking.repeatsToTell, "repeat")} per configuration on</strong> the permutation test can decide ${ranking.comparisonCount === 1 ? "the one comparison" : `all ${count}`} by itself.`}</p>`;
}

function renderPairs(source: ExperimentPageSource): Html {
  const { ranking } = source;
  if (ranking.comparisonCount === 0) {
    return html`<p class="result">Nothing can be compared yet: it takes two configurations with at least two finished trials at the same seeds.</p>`;
  }
  const shown = ranking.comparisons.slice(0, mostRows);
  const many = ranking.compared === "with the best";
  return html`
<p>${summarizePairs(source)} Told apart means that the adjusted p is at most ${formatFixed(ranking.alpha, 2)}, so that the chance of even one wrong “better” or “worse” among all of them is at most ${formatFixed(ranking.alpha * 100, 0)}%.
${many ? `With more than ${MOST_FOR_ALL_PAIRS} configurations only the best is compared with each of the others. It was picked by the same figures, so p is adjusted for all ${countOf(ranking.comparisonCount, "pair")} nonetheless.` : ""}</p>
<p class="heads">Difference: mean over the seeds that both have. Adjusted p: of the deciding test (“Decided by”), by Holm's method for ${countOf(ranking.comparisonCount, "comparison")}.
${explainIntervals(shown)} Effect d: mean difference over the differences' standard deviation (Cohen's d<sub>z</sub>).</p>
${renderVerdicts(shown, source)}
<details><summary>What every test and effect size says</summary>${renderTests(shown, source)}</details>
${explainTests(ranking)}`;
}

export const pairs: ExperimentSection = { id: "pairs", title: "What can be told apart", render: renderPairs };
