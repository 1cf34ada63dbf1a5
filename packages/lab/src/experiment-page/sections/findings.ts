/** What the doctor found wrong, a row for each kind of finding, with its advice. */
import type { Finding } from "minibatch";
import { html } from "../../page-kit/html.ts";
import { polishText } from "../../page-kit/polish-text.ts";
import { cell, number, renderTable, text } from "../../page-kit/table.ts";
import type { TrialRecord } from "../../store/store.ts";
import { tellChange } from "../../training/tell-change.ts";
import type { ExperimentPageSource, ExperimentSection } from "../page-source.ts";
import { countOf, joinWords } from "../words.ts";

/** trials that are named in a row */
const mostNamed = 8;

interface Row {
  readonly finding: Finding;
  readonly trials: readonly TrialRecord[];
}

function groupByKind({ findings, trials }: ExperimentPageSource["input"]): readonly Row[] {
  const rows = new Map<string, { finding: Finding; trials: TrialRecord[] }>();
  for (const trial of trials) {
    for (const finding of findings?.get(trial.id) ?? []) {
      const key = `${finding.kind} ${finding.layer ?? ""}`;
      const row = rows.get(key) ?? { finding, trials: [] };
      row.trials.push(trial);
      rows.set(key, row);
    }
  }
  return [...rows.values()].sort((a, b) => b.trials.length - a.trials.length);
}

export const findings: ExperimentSection = {
  id: "findings",
  title: "What the doctor found",
  render({ input, marks }) {
    const rows = groupByKind(input);
    if (rows.length === 0) return html`<p class="result">The doctor found nothing wrong.</p>`;
    const table = renderTable({
      title: `Findings in ${countOf(new Set(rows.flatMap(({ trials }) => trials)).size, "trial")}`,
      marks,
      columns: [
        text("Finding", "the most frequent first"),
        number("Trials", "in how many"),
        text("What is wrong", "as the first of them tells it"),
        text("Advice", "the first one, and the values that it changes"),
        text("Numbers", "of the trials in the store"),
      ],
      rows: rows.map(({ finding, trials }) => {
        const [advice] = finding.advices;
        return [
          { shown: html`<code>${finding.kind}</code>`, value: "shown" },
          cell(trials.length, String(trials.length)),
          polishText(finding.says),
          advice === undefined
            ? ""
            : { shown: html`${polishText(advice.says)} <code>${tellChange(advice.change)}</code>`, value: "shown" },
          joinWords(
            trials.map(({ number: of }) => String(of)),
            mostNamed,
          ),
        ];
      }),
      footer: [],
      sortable: rows.length > 1,
    });
    return table;
  },
};
