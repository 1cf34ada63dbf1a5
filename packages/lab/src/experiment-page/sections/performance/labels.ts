/** Several labels at once: each in a line, and the rows where most is wrong. */
import { formatCount, formatFixed, missing } from "../../../page-kit/format-number.ts";
import { type Html, html } from "../../../page-kit/html.ts";
import { cell, number, renderTable, text } from "../../../page-kit/table.ts";
import type { LabelPerformance, MistakenLabels } from "../../../performance/task-performance.ts";
import type { ExperimentPageSource } from "../../page-source.ts";
import { tellLength } from "../../words.ts";
import { formatProbability, renderMistakenPictures, renderMistakenTable } from "./mistaken.ts";

function tellNames(names: readonly string[]): string {
  return names.length === 0 ? "none" : names.join(", ");
}

function tellWrong({ wrong }: MistakenLabels): string {
  return wrong.map(({ label, probability }) => `${label} ${formatProbability(probability)}`).join(", ");
}

function renderByLabel({ perLabel: labels }: LabelPerformance, marks: readonly string[]): Html {
  const figure = (value: number | null) => cell(value, value === null ? missing : formatFixed(value, 3));
  const counted = (value: number) => cell(value, formatCount(value));
  return renderTable({
    title: `Label by label${tellLength(labels.length, "label")}`,
    marks,
    columns: [
      text("Label"),
      number("Rows", "that truly have it (support)"),
      number("Found", "of them"),
      number("Missed", "of them"),
      number("False", "rows that were given it without having it"),
      number("Precision", "share that is right of the rows that were given the label"),
      number("Recall", "share of its rows that was found"),
      number("F1", "harmonic mean of the two"),
      number("ROC", "area under the curve: 0.5 is guessing, 1 is always right; – where all rows have it, or none"),
      number(
        "Calibration",
        "how far its probabilities are from the observed shares: expected error over ten bins of equal width",
      ),
    ],
    rows: labels.map(({ name, count: support, confusion, precision, recall, f1, auc, reliability }) => [
      name,
      counted(support),
      counted(confusion[1]![1]!),
      counted(confusion[1]![0]!),
      counted(confusion[0]![1]!),
      ...[precision, recall, f1, auc, reliability.expectedError].map(figure),
    ]),
    footer: [],
    sortable: labels.length > 1,
  });
}

function renderMistaken(measured: LabelPerformance, marks: readonly string[]): Html {
  const { mistaken } = measured;
  if (mistaken.length === 0) return html`<p class="result">Every label of every row is right.</p>`;
  const explained = html`<p>Rows with a wrong label, those first whose true labels the network thought least likely together.</p>`;
  if (mistaken.some(({ picture }) => picture !== null)) {
    return html`${explained}${renderMistakenPictures(mistaken, (row) => ({
      lines: [`true: ${tellNames(row.truth)}`, `wrong: ${tellWrong(row)}`],
      alternative: `${row.place}: ${tellNames(row.truth)}, taken for ${tellNames(row.told)}`,
    }))}`;
  }
  return html`${explained}${renderMistakenTable<MistakenLabels>({
    title: "Most mistaken rows",
    marks,
    rows: mistaken,
    shown: measured,
    verdicts: [
      { column: text("True"), tell: ({ truth }) => tellNames(truth) },
      { column: text("Predicted"), tell: ({ told }) => tellNames(told) },
      { column: text("Wrong", "with the probability that the network gave"), tell: tellWrong },
    ],
  })}`;
}

export function renderLabels(measured: LabelPerformance, { marks }: ExperimentPageSource): Html {
  return html`
${renderByLabel(measured, marks)}
<h3 id="mistaken">Where it is most mistaken</h3>
${renderMistaken(measured, marks)}`;
}
