/** How the best network does on rows that it was not trained on, by what is asked of it. */
import { formatCount, formatMeasured, formatPercent } from "../../../page-kit/format-number.ts";
import { type Html, html } from "../../../page-kit/html.ts";
import type { NumberPerformance, TaskPerformance } from "../../../performance/task-performance.ts";
import type { ExperimentPageSource, ExperimentSection } from "../../page-source.ts";
import { ROWS_SHOWN_WHOLE } from "../../style.ts";
import { countOf, joinWords } from "../../words.ts";
import { renderClasses } from "./classes.ts";
import { renderFirstLayer } from "./first-layer.ts";
import { heatStyle } from "./heat-table.ts";
import { renderLabels } from "./labels.ts";
import { mistakenStyle } from "./mistaken.ts";
import { renderNumbers } from "./numbers.ts";

/** Of "width, height and 3 others" so many are named. */
const MOST_NAMED = 4;

function tellOff({ perTarget }: NumberPerformance): string {
  const [one, ...others] = perTarget;
  return others.length > 0 ? "" : `, on average ${formatMeasured(one!.meanAbsoluteError)} off`;
}

/** What came out, in one sentence. */
function summarize(measured: TaskPerformance, rows: string): string {
  switch (measured.task) {
    case "classes":
    case "binary": {
      const right = Math.round(measured.accuracy * measured.rows);
      return (
        `It gets ${measured.target} right in ${formatCount(right)} of ${rows} ` +
        `(${formatPercent(measured.accuracy)})`
      );
    }
    case "labels":
      return (
        `It gets every one of ${countOf(measured.perLabel.length, "label")} right in ` +
        `${formatPercent(measured.exactRows)} of ${rows}`
      );
    case "regression":
      return `It predicts ${joinWords(
        measured.perTarget.map(({ name }) => name),
        MOST_NAMED,
      )} of ${rows}${tellOff(measured)}`;
    default:
      return measured satisfies never;
  }
}

const reservations = {
  test: "These rows had no part in its training, nor in choosing it.",
  validation:
    "These rows had no part in its training, but it was chosen by them: on rows that had no part in that either it " +
    "would do a little worse.",
} as const;

function renderPerformance(source: ExperimentPageSource): Html {
  const { evaluation: best = null, trials } = source.input;
  if (best === null) return html``;
  if ("missing" in best) return html`<p class="result">${best.missing}</p>`;
  const { split, trial, measured, untaught } = best;
  const whose =
    trials.length === 1 ? "the trained network" : `the network of trial ${trial}, the first of the best configuration`;
  const rows = `the ${countOf(measured.rows, "row")} of the ${split} split`;
  const shown =
    measured.task === "labels"
      ? renderLabels(measured, source)
      : measured.task === "regression"
        ? renderNumbers(measured, source)
        : renderClasses(measured, source);
  return html`
<p>This is ${whose}. ${summarize(measured, rows)}. ${reservations[split]}</p>
${untaught.map((sentence) => html`<p class="note">In this split ${sentence}.</p>`)}
${shown}${renderFirstLayer(best.firstLayer ?? null, source)}`;
}

export const performanceSection: ExperimentSection = {
  id: "evaluation",
  title: "How the best network does",
  render: renderPerformance,
};

const longFrame = `.table-frame:has(tbody tr:nth-child(${ROWS_SHOWN_WHOLE + 1}))`;

/** Left out of pages that have no such section. */
export const performanceStyle: string = `${heatStyle}${mistakenStyle}
#evaluation ${longFrame} { max-height: 44rem; overflow-y: auto; }
@media print {
  #evaluation ${longFrame} { max-height: none; overflow: visible; }
  .mistaken li { break-inside: avoid; }
}
`;
