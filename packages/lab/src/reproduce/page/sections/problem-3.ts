/** Problem 3: the sequences. Figures 2 to 4, the optimizers' final figures, and what the random split hides. */

import { summarize } from "study/statistics";
import { figureDecimals, formatDifference, formatFixed } from "../../../page-kit/format-number.ts";
import { type Html, html, nothing } from "../../../page-kit/html.ts";
import { type Cell, cell, number, renderTable, text } from "../../../page-kit/table.ts";
import type { OptimizerRecord, Summary } from "../../results.ts";
import { sequenceReferences } from "../original-report.ts";
import { type ReproductionPageSource, type ReproductionSection, renderFigure } from "../page-source.ts";
import { limitComparison } from "../reservations.ts";

function lastFigures(record: OptimizerRecord, part: "trainAccuracy" | "validationAccuracy"): readonly number[] {
  return record.runs.map((run) => run[part].at(-1) ?? Number.NaN).filter(Number.isFinite);
}

function renderOptimizerTable({ reproduction, marks }: ReproductionPageSource): Html {
  const measured = reproduction.problem3.optimizers.filter(
    (record) => lastFigures(record, "trainAccuracy").length > 0 && lastFigures(record, "validationAccuracy").length > 0,
  );
  if (measured.length === 0) return html`<p class="result">The optimizers are not measured yet.</p>`;
  const rows = measured.map((record) => {
    const train = summarize(lastFigures(record, "trainAccuracy"));
    const validation = summarize(lastFigures(record, "validationAccuracy"));
    const [low, high] = validation.interval;
    const reference = sequenceReferences[record.name];
    const difference = validation.mean - reference;
    return [
      record.name,
      cell(validation.count, validation.count),
      cell(train.mean, `${formatFixed(train.mean, figureDecimals)} ± ${formatFixed(train.sd, figureDecimals)}`),
      cell(
        validation.mean,
        `${formatFixed(validation.mean, figureDecimals)} ± ${formatFixed(validation.sd, figureDecimals)}`,
      ),
      cell(
        low,
        validation.count > 1 ? `${formatFixed(low, figureDecimals)} to ${formatFixed(high, figureDecimals)}` : "–",
      ),
      cell(reference, formatFixed(reference, 2)),
      cell(difference, formatDifference(difference, 3)),
    ];
  });
  return renderTable({
    title: "Accuracy after the last epoch",
    marks,
    columns: [
      text("Optimizer"),
      number("Runs", "paired: equal seeds share initial weights, split and batch order"),
      number("Training", "accuracy on the training split, mean ± sd over the runs"),
      number("Validation", "accuracy on the validation split, mean ± sd over the runs"),
      number("95% interval", "of the mean validation accuracy (Student's t)"),
      number(
        "Reference",
        "validation accuracy of a NumPy run of the same experiment, mean of five seeds, given in two decimals",
      ),
      number("Difference", "validation minus reference"),
    ],
    rows,
    footer: [],
    sortable: true,
  });
}

function renderRunsTable({ reproduction, marks }: ReproductionPageSource): Html {
  const rows = reproduction.problem3.optimizers.flatMap((record) =>
    record.runs.map((run): readonly (Cell | string)[] => [
      record.name,
      cell(run.seed, run.seed),
      cell(run.trainAccuracy.at(-1), formatFixed(run.trainAccuracy.at(-1), figureDecimals)),
      cell(run.validationAccuracy.at(-1), formatFixed(run.validationAccuracy.at(-1), figureDecimals)),
    ]),
  );
  if (rows.length === 0) return html``;
  const table = renderTable({
    title: "Every run, after its last epoch",
    marks,
    columns: [text("Optimizer"), text("Seed"), number("Training accuracy"), number("Validation accuracy")],
    rows,
    footer: [],
    sortable: true,
  });
  return html`<details><summary>Every run by seed</summary>${table}</details>`;
}

function renderLeak({ reproduction, marks }: ReproductionPageSource): Html {
  const { runs } = reproduction.problem3.grouped;
  if (runs.length === 0) return html`<p class="result">The two splits are not compared yet.</p>`;
  const random = summarize(runs.map((run) => run.randomSplitAccuracy));
  const grouped = summarize(runs.map((run) => run.validationAccuracy));
  const difference = summarize(runs.map((run) => run.randomSplitAccuracy - run.validationAccuracy));
  const figures = [random, grouped].map(({ mean }) => cell(mean, formatFixed(mean, figureDecimals)));
  const table = renderTable({
    title: "Final validation accuracy on two kinds of split",
    marks,
    columns: [
      text("Seed"),
      number("Random split", "copies of a sequence may stand on both sides"),
      number("Equal rows together", "all copies of a sequence stand on one side"),
      number("Difference", "random split minus equal rows together: what the leak may give"),
    ],
    rows: runs.map((run) => [
      cell(run.seed, run.seed),
      cell(run.randomSplitAccuracy, formatFixed(run.randomSplitAccuracy, figureDecimals)),
      cell(run.validationAccuracy, formatFixed(run.validationAccuracy, figureDecimals)),
      cell(
        run.randomSplitAccuracy - run.validationAccuracy,
        formatDifference(run.randomSplitAccuracy - run.validationAccuracy, figureDecimals),
      ),
    ]),
    footer: [["mean", ...figures, cell(difference.mean, formatDifference(difference.mean, figureDecimals))]],
    sortable: true,
  });
  const [low, high] = difference.interval;
  const interval =
    difference.count > 1
      ? ` (95% interval ${formatDifference(low, figureDecimals)} to ${formatDifference(high, figureDecimals)}, ` +
        `${difference.count} paired seeds)`
      : "";
  return html`${table}
<p class="result">Random split minus equal rows together: <strong>${formatDifference(difference.mean, figureDecimals)}</strong>${interval}. ${concludeLeak(difference)}</p>`;
}

/** What the interval allows to say, and no more. */
function concludeLeak({ interval: [low, high], count }: Summary): string {
  if (count < 2) return "One seed does not tell a leak from luck.";
  if (low > 0) return "The random split flatters the network: the leak shows.";
  if (high < 0) return "Here the random split is the harder one: no leak shows.";
  return "The interval contains 0: over these seeds no leak shows.";
}

function renderProblem3(source: ReproductionPageSource): Html {
  return html`
<p>People asked to type random bits do not: they alternate too often. A network of 20 hidden units learns to tell their sequences
(label 1) from random ones (label 0). The task is hard: accuracy stays little above a half. What matters here is how the optimizers differ.</p>
<h3 id="nesterov">SGD with Nesterov momentum</h3>
${renderFigure(source, 2)}
<h3 id="optimizers">Three optimizers</h3>
${renderFigure(source, 3)}
${renderOptimizerTable(source)}
${limitComparison(source.reproduction) === "" ? nothing : html`<p class="note">${limitComparison(source.reproduction).trim()}</p>`}
${renderRunsTable(source)}
<h3 id="weights">What the first layer has learnt</h3>
${renderFigure(source, 4)}
<h3 id="splits">A leak in the split</h3>
<p>Some of the typed sequences repeat. A random split puts copies of one sequence on both sides, and the network is then partly
asked what it has been told. Keeping equal rows together would close that leak.</p>
${renderLeak(source)}`;
}

export const problem3: ReproductionSection = {
  id: "problem-3",
  title: "Problem 3: typed or random",
  render: renderProblem3,
};
