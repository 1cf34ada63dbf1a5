/** Every configuration in one table, best first, with what it cannot be told apart from. */

import { mean, type RankedConfiguration } from "study/statistics";
import { isAccuracy } from "../../objective/bound-interval.ts";
import { formatFigure, formatFixed, formatSeconds, missing } from "../../page-kit/format-number.ts";
import { type Html, html, nothing } from "../../page-kit/html.ts";
import { type Cell, type Column, cell, number, renderTable, text } from "../../page-kit/table.ts";
import type { Configuration } from "../configuration.ts";
import { type DescribedParameter, formatValue } from "../describe-parameters.ts";
import { formatMeanInterval, formatObjective } from "../format-objective.ts";
import type { ExperimentPageSource, ExperimentSection } from "../page-source.ts";
import { reachThreshold } from "../reach-threshold.ts";
import { countOf, tellLength } from "../words.ts";

/** A page with more rows is slow to open; results.json has all. */
const mostRows = 300;

function isNumbers({ spec }: DescribedParameter): boolean {
  return spec.kind !== "choice" || spec.values.every(({ label }) => typeof label === "number");
}

function renderValue(parameter: DescribedParameter, { point }: Configuration): Cell | string {
  const value = point[parameter.key];
  if (!isNumbers(parameter)) return formatValue(value);
  return cell(typeof value === "number" ? value : null, formatValue(value));
}

function renderReached(configuration: Configuration, source: ExperimentPageSource, threshold: number): Cell {
  const reached = reachThreshold(configuration, source, threshold);
  if (reached === null) return cell(null, missing);
  const { mean: epochs, count } = reached;
  if (count === 0) return cell(epochs, `> ${reached.horizon}`);
  return cell(epochs, `${count < reached.epochs.length ? "≥ " : ""}${formatFixed(epochs, 1)}`);
}

function describeCount({ trials, finished }: Configuration): string {
  return finished.length === trials.length ? String(finished.length) : `${finished.length} of ${trials.length}`;
}

function describeColumns(source: ExperimentPageSource): readonly Column[] {
  const { parameters, input, objective, ranking } = source;
  const { threshold } = input.spec;
  const single = ranking.order.some(({ count }) => count === 1);
  return [
    number("Rank"),
    text("#", "the configuration's number in the store"),
    ...parameters.map((parameter) => (isNumbers(parameter) ? number(parameter.label) : text(parameter.label))),
    number("Mean", `of the ${objective.words}, over the trials that finished`),
    text("Group", explainGroups(source)),
    number(
      "95% interval",
      "of the mean: Student's t, over its trials" +
        (isAccuracy(objective.name) ? ", cut at the bounds of accuracies" : "") +
        `${single ? "; a single trial has none, and is not compared" : ""}`,
    ),
    number("sd", "standard deviation from trial to trial, that is from seed to seed"),
    number("Trials", "how many finished, and of how many if not all did"),
    ...(threshold === null
      ? []
      : [
          number(
            `Epochs to ${formatFigure(threshold)}`,
            `mean number of epochs until the ${objective.words} is ` +
              `${objective.goal === "max" ? "at least" : "at most"} that; ≥: not every trial got there`,
          ),
        ]),
    number("Time per trial", "spent training, on average"),
  ];
}

function renderRow(
  entry: RankedConfiguration,
  place: number,
  source: ExperimentPageSource,
): readonly (Cell | string)[] {
  const { parameters, configurations, objective, input } = source;
  const configuration = configurations[entry.index] as Configuration;
  const { threshold } = input.spec;
  const begun = configuration.trials.filter(({ epochs }) => epochs > 0);
  const seconds = begun.length === 0 ? null : mean(begun.map((trial) => trial.seconds));
  const format = (value: number | null) => formatObjective(objective.name, value);
  return [
    cell(entry.count === 0 ? null : place + 1, entry.count === 0 ? missing : place + 1),
    cell(configuration.number, configuration.number),
    ...parameters.map((parameter) => renderValue(parameter, configuration)),
    cell(entry.mean, format(entry.mean)),
    entry.letters.join("\u2009") || missing,
    cell(entry.interval?.[0], formatMeanInterval(objective.name, entry.interval)),
    cell(entry.sd, format(entry.sd)),
    cell(entry.count, describeCount(configuration)),
    ...(threshold === null ? [] : [renderReached(configuration, source, threshold)]),
    cell(seconds, seconds === null ? missing : formatSeconds(seconds)),
  ];
}

function explainGroups({ ranking }: ExperimentPageSource): string {
  if (ranking.comparisonCount === 0) return "";
  return ranking.compared === "all pairs"
    ? "two configurations that share a letter cannot be told apart; two that share none can"
    : "a: the best, and those that cannot be told apart from it; the others were compared with the best only";
}

function renderRanking(source: ExperimentPageSource): Html {
  const { ranking, objective, network, marks } = source;
  if (ranking.order.length === 0) return html`<p class="result">There is no trial yet.</p>`;
  const shown = ranking.order.slice(0, mostRows);
  const left = ranking.order.length - shown.length;
  const table = renderTable({
    title:
      `${objective.words.replace(/^./, (letter) => letter.toUpperCase())} ${network.when}, ` +
      `${objective.goal === "max" ? "greatest" : "least"} mean first${tellLength(shown.length, "configuration")}`,
    marks,
    columns: describeColumns(source),
    rows: shown.map((entry, place) => renderRow(entry, place, source)),
    footer: [],
    sortable: shown.length > 1,
  });
  return html`${table}
${network.notes.map((note) => html`<p class="note">${note}</p>`)}
${left > 0 ? html`<p class="note">${countOf(left, "more configuration")}, ${left === 1 ? "which is worse, is" : "all worse, are"} in <a href="results.json">results.json</a>.</p>` : nothing}`;
}

export const ranking: ExperimentSection = { id: "ranking", title: "Ranking", render: renderRanking };
