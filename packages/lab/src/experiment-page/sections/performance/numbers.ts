/** Numbers: how far off, in the unit of their column, and where most. */
import { formatAmount, formatFixed, formatMeasured, missing } from "../../../page-kit/format-number.ts";
import { type Html, html, nothing } from "../../../page-kit/html.ts";
import { cell, number, renderFacts, renderTable, text } from "../../../page-kit/table.ts";
import type {
  MistakenNumber,
  NumberPerformanceFigures as NumberFigures,
  NumberPerformance,
} from "../../../performance/task-performance.ts";
import { MOST_RESIDUAL_FIGURES } from "../../figures/performance-figures.ts";
import { nameResiduals } from "../../figures/residuals.ts";
import { type ExperimentPageSource, renderFigureNamed } from "../../page-source.ts";
import { countOf } from "../../words.ts";
import { renderMistakenPictures, renderMistakenTable } from "./mistaken.ts";

function withSign(value: number): string {
  return value > 0 ? `+${formatMeasured(value)}` : formatMeasured(value);
}

function formatR({ rSquared }: NumberFigures): string {
  return rSquared === null ? `${missing} (all the same)` : formatFixed(rSquared, 4);
}

function renderFigures(targets: readonly NumberFigures[], marks: readonly string[]): Html {
  const [first] = targets;
  const explained = html`<p class="note">R² is the share of the variance that is explained: 1 is all of it, 0 no more than the mean of these rows would. The errors are in the unit of ${targets.length === 1 ? first!.name : "each column"}; the root mean squared error weighs large ones more.</p>`;
  if (targets.length === 1) {
    return html`${renderFacts([
      ["R²", formatR(first!)],
      [`Mean absolute error, ${first!.name}`, formatMeasured(first!.meanAbsoluteError)],
      [`Root mean squared error, ${first!.name}`, formatMeasured(first!.rootMeanSquaredError)],
      [`Mean of predicted − true, ${first!.name}`, withSign(first!.meanError)],
    ])}${explained}`;
  }
  const table = renderTable({
    title: "Target by target",
    marks,
    columns: [
      text("Target"),
      number("R²"),
      number("Mean absolute error"),
      number("Root mean squared error"),
      number("Mean residual", "of predicted − true: above 0 the network says too much"),
    ],
    rows: targets.map((target) => [
      target.name,
      cell(target.rSquared, formatR(target)),
      cell(target.meanAbsoluteError, formatMeasured(target.meanAbsoluteError)),
      cell(target.rootMeanSquaredError, formatMeasured(target.rootMeanSquaredError)),
      cell(target.meanError, withSign(target.meanError)),
    ]),
    footer: [],
    sortable: true,
  });
  return html`${table}${explained}`;
}

function renderMistaken(measured: NumberPerformance, place: number, marks: readonly string[]): Html {
  const { name, mistaken } = measured.perTarget[place]!;
  if (mistaken.length === 0) return html`<p class="result">Every ${name} is predicted exactly.</p>`;
  if (mistaken.some(({ picture }) => picture !== null)) {
    return renderMistakenPictures(mistaken, (row) => ({
      lines: [`true ${formatAmount(row.truth)}`, `predicted ${formatMeasured(row.told)}`],
      alternative: `${row.place}: ${name} ${formatAmount(row.truth)}, predicted ${formatMeasured(row.told)}`,
    }));
  }
  return renderMistakenTable<MistakenNumber>({
    title: `Rows whose ${name} is furthest off`,
    marks,
    rows: mistaken,
    shown: measured,
    verdicts: [
      { column: number(`True ${name}`), tell: ({ truth }) => cell(truth, formatAmount(truth)) },
      { column: number("Predicted"), tell: ({ told }) => cell(told, formatMeasured(told)) },
      {
        column: number("Residual", "predicted − true"),
        tell: ({ truth, told }) => cell(told - truth, withSign(told - truth)),
      },
    ],
  });
}

export function renderNumbers(measured: NumberPerformance, source: ExperimentPageSource): Html {
  const { perTarget: targets } = measured;
  const { marks } = source;
  const shown = targets.slice(0, MOST_RESIDUAL_FIGURES);
  const parts = shown.map(({ name }, place) => {
    const id = targets.length === 1 ? "" : `-${place + 1}`;
    return html`
<h3 id="errors${id}">${targets.length === 1 ? "How far off it is" : `How far off ${name} is`}</h3>
${nameResiduals(place).map((figure) => renderFigureNamed(source, figure))}
<h3 id="mistaken${id}">${targets.length === 1 ? "Where it is most mistaken" : `Where ${name} is most mistaken`}</h3>
${renderMistaken(measured, place, marks)}`;
  });
  const left = targets.length - shown.length;
  return html`
${renderFigures(targets, marks)}
${parts}
${left === 0 ? nothing : html`<p class="note">The rows of ${countOf(left, "more target")} stand in <a href="results.json">results.json</a>.</p>`}`;
}
