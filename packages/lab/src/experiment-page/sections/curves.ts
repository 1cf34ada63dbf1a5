/** How each configuration learns, and how soon it is good enough. */
import { formatFigure, formatFixed, missing } from "../../page-kit/format-number.ts";
import { type Html, html, nothing } from "../../page-kit/html.ts";
import { cell, number, renderTable, text } from "../../page-kit/table.ts";
import type { Configuration } from "../configuration.ts";
import { type ExperimentPageSource, type ExperimentSection, renderFigureNamed } from "../page-source.ts";
import { reachThreshold } from "../reach-threshold.ts";

/** rows: the best ones; the ranking has the figure of all */
const mostRows = 12;

function renderRow(configuration: Configuration, source: ExperimentPageSource, threshold: number) {
  const reached = reachThreshold(configuration, source, threshold);
  if (reached === null) return [];
  const { count, mean, interval, median, horizon, epochs } = reached;
  const isCensored = count < epochs.length;
  return [
    [
      configuration.label,
      cell(count, `${count} of ${epochs.length}`),
      cell(mean, `${isCensored ? "≥ " : ""}${formatFixed(mean, 1)}`),
      cell(
        interval?.[0],
        interval === null || isCensored ? missing : `${formatFixed(interval[0], 1)} to ${formatFixed(interval[1], 1)}`,
      ),
      cell(median ?? horizon + 1, median === null ? `> ${horizon}` : formatFixed(median, 1)),
    ],
  ];
}

function renderThreshold(source: ExperimentPageSource): Html {
  const { input, objective, ranked, marks } = source;
  const { threshold } = input.spec;
  if (threshold === null) return nothing;
  const shown = ranked.slice(0, mostRows);
  const rows = shown.flatMap((configuration) => renderRow(configuration, source, threshold));
  const way = objective.goal === "max" ? "at least" : "at most";
  const heading = html`<h3 id="threshold">Epochs to a ${objective.words} of ${way} ${formatFigure(threshold)}</h3>`;
  if (rows.length === 0) return html`${heading}<p class="result">No trial has finished yet.</p>`;
  const table = renderTable({
    title:
      `Epochs until the ${objective.words} is ${way} ` +
      `${formatFigure(threshold)}${ranked.length > mostRows ? `: the ${mostRows} best configurations` : ""}`,
    marks,
    columns: [
      text("Configuration"),
      number("Trials that get there", "of those that finished"),
      number(
        "Mean epochs",
        "a trial that does not get there counts as one epoch more than it was trained, so that the mean is a " +
          "lower bound (≥) and has no interval",
      ),
      number("95% interval", "of the mean epochs: Student's t"),
      number("Median", "half of the trials are there by then; >: fewer than half got there"),
    ],
    rows,
    footer: [],
    sortable: rows.length > 1,
  });
  return html`${heading}${table}`;
}

function renderCurves(source: ExperimentPageSource): Html {
  const figures = source.figures.filter(({ name }) => name.startsWith("learning-curves"));
  return html`
${figures.length === 0 ? html`<p class="result">No trial has finished an epoch yet, so there are no curves.</p>` : figures.map(({ name }) => renderFigureNamed(source, name))}
${source.hasAccuracy || figures.length === 0 || source.input.spec.model === null ? nothing : html`<p class="note">The network is trained on a regression: there is no accuracy, only a loss.</p>`}
${renderThreshold(source)}`;
}

export const curves: ExperimentSection = { id: "curves", title: "Learning curves", render: renderCurves };
