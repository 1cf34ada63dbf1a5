/** One class of several, or yes or no: what is taken for what, class by class, how sure, and where most wrong. */
import { formatCount, formatFixed, formatPercent, missing } from "../../../page-kit/format-number.ts";
import { type Html, html, nothing } from "../../../page-kit/html.ts";
import { cell, number, renderFacts, renderTable, text } from "../../../page-kit/table.ts";
import type { ClassPerformance, MistakenRow } from "../../../performance/task-performance.ts";
import { RELIABILITY_FIGURE } from "../../figures/reliability.ts";
import { type ExperimentPageSource, renderFigureNamed } from "../../page-source.ts";
import { countOf, tellLength } from "../../words.ts";
import { renderHeatTable } from "./heat-table.ts";
import { formatProbability, renderMistakenPictures, renderMistakenTable } from "./mistaken.ts";

/** Classes of a matrix that is shown whole; of more it is folded, and the worst confusions are told. */
const MOST_UNFOLDED = 20;
/** Beyond these a matrix would make the page heavy; results.json has it. */
const MOST_CLASSES = 100;
const MOST_CONFUSIONS = 15;

interface Confusion {
  readonly truth: string;
  readonly predicted: string;
  readonly count: number;
  readonly support: number;
}

/** Most rows first. */
function listConfusions({ perClass, confusion }: ClassPerformance): readonly Confusion[] {
  return confusion
    .flatMap((counts, label) =>
      counts.flatMap((count, other) => {
        const [truth, predicted] = [perClass[label]!, perClass[other]!];
        if (other === label || count === 0) return [];
        return [{ truth: truth.name, predicted: predicted.name, count, support: truth.count }];
      }),
    )
    .sort((a, b) => b.count - a.count);
}

function tellWorst(measured: ClassPerformance): string {
  const [worst] = listConfusions(measured);
  if (worst === undefined) return "No row is taken for another class.";
  const { truth, predicted, count, support } = worst;
  return `Most often ${truth} is taken for ${predicted}: ${formatCount(count)} of ${countOf(support, "row")}.`;
}

function renderConfusion(measured: ClassPerformance, marks: readonly string[]): Html {
  const { perClass: classes, confusion, rows } = measured;
  const names = classes.map(({ name }) => name);
  const matrix = () =>
    renderHeatTable(
      names,
      confusion,
      `Confusion matrix: ${countOf(rows, "row")}, true class by predicted class`,
      marks,
    );
  const explained = html`<p>A line holds the rows that truly are of a class, and says what they were taken for: how many, and which share of the line.
The stronger the colour, the greater the share; the blue diagonal is right. ${tellWorst(measured)}</p>`;
  if (classes.length <= MOST_UNFOLDED) return html`${explained}${matrix()}`;
  const confusions = listConfusions(measured);
  const shown = confusions.slice(0, MOST_CONFUSIONS);
  const left = confusions.length - shown.length;
  const table = renderTable({
    title: `Most frequent confusions${left > 0 ? `: ${shown.length} of ${formatCount(confusions.length)}` : ""}`,
    marks,
    columns: [
      text("True"),
      text("Predicted"),
      number("Rows"),
      number("Share", "of the rows that truly are of the class"),
    ],
    rows: shown.map(({ truth, predicted, count, support }) => [
      truth,
      predicted,
      cell(count, formatCount(count)),
      cell(count / support, formatPercent(count / support)),
    ]),
    footer: [],
    sortable: shown.length > 1,
  });
  const folded =
    classes.length <= MOST_CLASSES
      ? html`<details><summary>The whole matrix: ${classes.length} classes</summary>${matrix()}</details>`
      : html`<p class="note">The matrix of all ${formatCount(classes.length)} classes stands in <a href="results.json">results.json</a>.</p>`;
  return html`${explained}${shown.length > 0 ? table : nothing}${folded}`;
}

function renderByClass(measured: ClassPerformance, marks: readonly string[]): Html {
  const { perClass: classes, macro } = measured;
  const figure = (value: number) => cell(value, formatFixed(value, 3));
  return renderTable({
    title: `Class by class${tellLength(classes.length, "class")}`,
    marks,
    columns: [
      text("Class"),
      number("Rows", "that truly are of the class (support)"),
      number("Precision", "share that is right of the rows that were taken for the class"),
      number("Recall", "share of the class's rows that was found"),
      number("F1", "harmonic mean of the two"),
    ],
    rows: classes.map(({ name, count, precision, recall, f1 }) => [
      name,
      cell(count, formatCount(count)),
      ...[precision, recall, f1].map(figure),
    ]),
    footer: [["mean of the classes", missing, ...[macro.precision, macro.recall, macro.f1].map(figure)]],
    sortable: true,
  });
}

function renderMistaken(measured: ClassPerformance, marks: readonly string[]): Html {
  const { mistaken, rows, accuracy } = measured;
  const wrong = Math.round((1 - accuracy) * rows);
  if (mistaken.length === 0) return html`<p class="result">No row is told wrong.</p>`;
  const which =
    mistaken.length < wrong
      ? `the ${mistaken.length} worst of ${countOf(wrong, "wrong row")}`
      : countOf(wrong, "wrong row");
  const explained = html`<p>Those to whose true class the network gave the least probability: ${which}. They are worth a look, for a wrong label is found among them too.</p>`;
  if (mistaken.some(({ picture }) => picture !== null)) {
    return html`${explained}${renderMistakenPictures(mistaken, (row) => ({
      lines: [`${row.truth}, taken for ${row.told}`, `with probability ${formatProbability(row.probability)}`],
      alternative: `${row.place}: ${row.truth}, taken for ${row.told}`,
    }))}`;
  }
  return html`${explained}${renderMistakenTable<MistakenRow>({
    title: "Most mistaken rows",
    marks,
    rows: mistaken,
    shown: measured,
    verdicts: [
      { column: text("True"), tell: ({ truth }) => truth },
      { column: text("Predicted"), tell: ({ told }) => told },
      {
        column: number("Probability", "that the network gave its answer"),
        tell: ({ probability }) => cell(probability, formatProbability(probability)),
      },
      {
        column: number("Of truth", "the probability that it gave the true class"),
        tell: ({ truthProbability }) => cell(truthProbability, formatProbability(truthProbability)),
      },
    ],
  })}`;
}

export function renderClasses(measured: ClassPerformance, source: ExperimentPageSource): Html {
  const { marks } = source;
  const { task, accuracy, macro, auc, reliability, perClass: classes } = measured;
  const facts: [string, string][] = [
    ["Accuracy", formatFixed(accuracy, 4)],
    ["F1, mean of the classes", formatFixed(macro.f1, 4)],
    ...(task === "binary"
      ? [["Area under the ROC curve", auc === null ? "– (one class only)" : formatFixed(auc, 4)] as [string, string]]
      : []),
    ["Expected calibration error", formatFixed(reliability.expectedError, 4)],
  ];
  return html`
${renderFacts(facts)}
${auc === null ? nothing : html`<p class="note">The area under the ROC curve is the chance that a row of ${classes[1]!.name} is given a higher probability of ${classes[1]!.name} than a row of ${classes[0]!.name}: 0.5 is guessing, 1 is always.</p>`}
<h3 id="confusion">What is taken for what</h3>
${renderConfusion(measured, marks)}
${renderByClass(measured, marks)}
<h3 id="calibration">Whether its probabilities can be trusted</h3>
${renderFigureNamed(source, RELIABILITY_FIGURE)}
<h3 id="mistaken">Where it is most mistaken</h3>
${renderMistaken(measured, marks)}`;
}
