/** Problem 2: the digits. Figure 1, the sweep's final figures, the best configuration over several seeds. */

import { formatCount, formatDifference, formatFixed } from "../../../page-kit/format-number.ts";
import { type Html, html } from "../../../page-kit/html.ts";
import { type Cell, cell, number, renderTable, text } from "../../../page-kit/table.ts";
import type { Reproduction } from "../../results.ts";
import { findSweepRecord } from "../figures/figure-1.ts";
import { activationNames, bestReference, referenceTolerance, sweepReferences } from "../original-report.ts";
import { type ReproductionPageSource, type ReproductionSection, renderFigure } from "../page-source.ts";
import { limitComparison } from "../reservations.ts";
import { renderTable1, renderTable2 } from "./tables-1-and-2.ts";

function renderSweepTable({ reproduction, marks }: ReproductionPageSource): Html {
  const fixed = (value: number | undefined): Cell => cell(value, formatFixed(value, 4));
  const rows = sweepReferences.map((reference) => {
    const record = findSweepRecord(reproduction.problem2.sweep, reference);
    const end = record?.validationAccuracy.at(-1);
    const difference = end === undefined ? null : end - reference.validationAccuracy;
    return [
      activationNames[reference.activation],
      cell(reference.learningRate, reference.learningRate),
      fixed(record?.trainAccuracy.at(-1)),
      fixed(end),
      fixed(reference.validationAccuracy),
      cell(difference, formatDifference(difference, 4)),
      fixed(record?.trainLoss.at(-1)),
      fixed(record?.validationLoss.at(-1)),
      fixed(record?.deadUnits.at(-1)),
      fixed(record?.saturation.at(-1)),
    ];
  });
  return renderTable({
    title: "After the last epoch, one run per configuration",
    marks,
    columns: [
      text("Activation"),
      number("Rate"),
      number("Training accuracy"),
      number("Validation accuracy"),
      number("Reference", `final validation accuracy of a careful NumPy run of the same experiment (two seeds)`),
      number("Difference", `validation accuracy minus reference; within ±${referenceTolerance} counts as the same`),
      number("Training loss"),
      number("Validation loss"),
      number("Dead units", "share of the hidden units that answer to none of the rows looked at"),
      number("Saturated outputs", "share of the hidden outputs beyond ±0.99"),
    ],
    rows,
    footer: [],
    sortable: true,
  });
}

function renderSweepNote(reproduction: Reproduction): Html {
  return html`<p class="note">An en dash means: not measured yet.${limitComparison(reproduction)}</p>`;
}

function renderSeedTable({ reproduction, marks }: ReproductionPageSource): Html {
  const { best } = reproduction.problem2;
  const { original, numpy } = bestReference;
  const rows = best.runs.map((run): readonly (Cell | string)[] => [
    cell(run.seed, run.seed),
    cell(run.testAccuracy, formatFixed(run.testAccuracy, 4)),
    cell(run.testLoss, formatFixed(run.testLoss, 5)),
    { shown: html`<code title="${run.weightsSha256}">${run.weightsSha256.slice(0, 16)}</code>`, value: "shown" },
  ]);
  const compared = (name: string, accuracy: number, loss: number, decimals: number): readonly (Cell | string)[] => [
    name,
    cell(accuracy, formatFixed(accuracy, 4)),
    cell(loss, formatFixed(loss, decimals)),
    "",
  ];
  return renderTable({
    title: `The best configuration, ReLU at rate ${best.learningRate}: test figures by seed`,
    marks,
    columns: [text("Seed"), number("Test accuracy"), number("Test loss"), text("Final weights (SHA-256)")],
    rows,
    footer: [
      ["mean", cell(null, formatFixed(best.accuracy.mean, 4)), cell(null, formatFixed(best.loss.mean, 5)), ""],
      ["sd", cell(null, formatFixed(best.accuracy.sd, 4)), cell(null, formatFixed(best.loss.sd, 5)), ""],
      compared("original report, one run", original.testAccuracy, original.testLoss, 5),
      compared("NumPy reference, 5 seeds", numpy.testAccuracy, numpy.testLoss, 3),
    ],
    sortable: true,
  });
}

function renderBest(source: ReproductionPageSource): Html {
  const { best } = source.reproduction.problem2;
  if (best.runs.length === 0) return html`<p class="result">The best configuration is not measured yet.</p>`;
  const { accuracy, loss } = best;
  const interval =
    accuracy.count > 1
      ? html`; 95% interval of the mean ${formatFixed(accuracy.interval[0], 4)} to ${formatFixed(accuracy.interval[1], 4)}`
      : html`; one run has no interval`;
  return html`
<p class="result"><strong>Test accuracy ${formatFixed(accuracy.mean, 4)} ± ${formatFixed(accuracy.sd, 4)}</strong>, test loss
${formatFixed(loss.mean, 5)} ± ${formatFixed(loss.sd, 5)} (mean ± sd over ${accuracy.count} ${accuracy.count === 1 ? "seed" : "seeds"}${interval}).
The original report: ${formatFixed(bestReference.original.testAccuracy, 4)} and ${formatFixed(bestReference.original.testLoss, 5)}, from a single run.</p>
${renderSeedTable(source)}`;
}

function renderProblem2(source: ReproductionPageSource): Html {
  const { budget, quick } = source.reproduction;
  const fewer = quick ? " (fewer of them, in the quick budget)" : "";
  return html`
<p>A network with two hidden layers learns to read digits. It is trained on ${formatCount(budget.mnistTrain)} images and judged on
${formatCount(budget.mnistValidation)} it does not learn from, with two activations and three learning rates.</p>
${renderTable1(source)}
${renderTable2(source)}
<h3 id="sweep">Six configurations</h3>
${renderFigure(source, 1)}
${renderSweepTable(source)}
${renderSweepNote(source.reproduction)}
<h3 id="best">The best configuration</h3>
<p>The choice, ReLU at rate 0.1 with the same decay, is the original report's and lies outside the sweep. It is trained again on all the training
and validation images together${fewer} and then tested, once per seed, on the ${formatCount(budget.mnistTest)} test images.</p>
${renderBest(source)}`;
}

export const problem2: ReproductionSection = {
  id: "problem-2",
  title: "Problem 2: handwritten digits",
  render: renderProblem2,
};
