/** How the best network does on rows that it was not trained on, by what is asked of it. */
import { formatCount, formatPercent } from "../../../page-kit/format-number.ts";
import { type Html, html } from "../../../page-kit/html.ts";
import type { TaskPerformance } from "../../../performance/task-performance.ts";
import type { ExperimentPageSource, ExperimentSection } from "../../page-source.ts";
import { ROWS_SHOWN_WHOLE } from "../../style.ts";
import { countOf } from "../../words.ts";
import { renderClasses } from "./classes.ts";
import { heatStyle } from "./heat-table.ts";
import { renderLabels } from "./labels.ts";
import { mistakenStyle } from "./mistaken.ts";
import { renderNumbers } from "./numbers.ts";

/** What came out, in one sentence. */
function summarize(performance: TaskPerformance, rows: string): string {
  switch (performance.task) {
    case "classes":
    case "binary": {
      const right = Math.round(performance.accuracy * performance.rows);
      return `It tells ${performance.target} right in ${formatCount(right)} of ${rows} (${formatPercent(performance.accuracy)})`;
    }
    case "labels":
      return `It tells ${countOf(performance.perLabel.length, "label")} of ${rows}`;
    case "regression":
      return `It tells ${performance.perTarget.map(({ name }) => name).join(", ")} of ${rows}`;
    default:
      return performance satisfies never;
  }
}

const reservations = {
  test: "They had no part in its training, nor in choosing it.",
  validation:
    "They had no part in its training, but chose it among the others: of rows that had no part in that its figures would be a little worse.",
} as const;

function renderPerformance(source: ExperimentPageSource): Html {
  const { performance: best = null, trials } = source.input;
  if (best === null) return html``;
  if ("missing" in best) return html`<p class="result">${best.missing}</p>`;
  const { split, trial, performance } = best;
  const whose = trials.length === 1 ? "the trained network" : `the network of trial ${trial}, the first of the best configuration`;
  const rows = `the ${countOf(performance.rows, "row")} of the ${split} split`;
  const shown =
    performance.task === "labels"
      ? renderLabels(performance, source)
      : performance.task === "regression"
        ? renderNumbers(performance, source)
        : renderClasses(performance, source);
  return html`
<p>This is ${whose}. ${summarize(performance, rows)}. ${reservations[split]}</p>
${shown}`;
}

export const performance: ExperimentSection = {
  id: "performance",
  title: "How the best network does",
  render: renderPerformance,
};

const longFrame = `.table-frame:has(tbody tr:nth-child(${ROWS_SHOWN_WHOLE + 1}))`;

/** Left out of pages that have no such section. */
export const performanceStyle: string = `${heatStyle}${mistakenStyle}
#performance ${longFrame} { max-height: 44rem; overflow-y: auto; }
@media print {
  #performance ${longFrame} { max-height: none; overflow: visible; }
  .mistaken li { break-inside: avoid; }
}
`;
