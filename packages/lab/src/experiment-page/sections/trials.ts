/** The trials that did not go through: which, where they ended, and why. */

import { formatCount } from "../../page-kit/format-number.ts";
import { type Html, html, nothing } from "../../page-kit/html.ts";
import { polishText } from "../../page-kit/polish-text.ts";
import { cell, number, renderTable, text } from "../../page-kit/table.ts";
import type { TrialRecord } from "../../store/store.ts";
import { namePoint } from "../describe-parameters.ts";
import { groupByCause } from "../failures.ts";
import type { ExperimentPageSource, ExperimentSection } from "../page-source.ts";
import { countOf, joinWords } from "../words.ts";

const mostRows = 200;
/** a longer table is folded */
const mostUnfolded = 12;

/** configurations that are named in a row; numbers in a row that are told one by one */
const mostNamed = 5;
const mostStretches = 12;

/** "0 to 8, 12 and 20 to 22" */
function tellNumbers(numbers: readonly number[]): string {
  const ascending = [...new Set(numbers)].sort((a, b) => a - b);
  const starts = ascending.filter((value, i) => value - 1 !== ascending[i - 1]);
  const stretches = starts.map((start, i) => {
    const end = ascending[ascending.indexOf(starts[i + 1] ?? Number.NaN) - 1] ?? (ascending.at(-1) as number);
    return start === end ? String(start) : `${start} to ${end}`;
  });
  return joinWords(stretches, mostStretches);
}

/** A row per cause, for a diagnosis is long and often that of every trial of a configuration. */
function renderCauses(failed: readonly TrialRecord[], { parameters, input, marks }: ExperimentPageSource): Html {
  if (failed.length === 0) return nothing;
  const groups = groupByCause(failed);
  const shown = groups.slice(0, mostRows);
  const table = renderTable({
    title:
      "Failed, by " +
      `cause${shown.length < groups.length ? `: the ${mostRows} most frequent of ${formatCount(groups.length)}` : ""}`,
    marks,
    columns: [
      number("Count", "how many trials failed so"),
      text("Diagnosis", "as the first of them tells it; those of the others differ in their numbers at most"),
      text("Trials", "their numbers in the store: minibatch runs show tells all of each"),
      text("Configurations"),
      text("Seeds"),
      number("Epochs", "trained before they ended"),
    ],
    rows: shown.map((trials) => {
      const names = trials.map((trial) => namePoint(trial.parameters, parameters) || input.spec.name);
      const epochs = trials.map((trial) => trial.epochs);
      return [
        cell(trials.length, formatCount(trials.length)),
        { shown: renderDiagnosis(trials[0]), value: "shown" },
        cell(trials[0].number, tellNumbers(trials.map((trial) => trial.number))),
        joinWords([...new Set(names)], mostNamed),
        cell(trials[0].seed, tellNumbers(trials.map(({ seed }) => seed))),
        cell(Math.min(...epochs), tellNumbers(epochs)),
      ];
    }),
    footer: [],
    sortable: shown.length > 1,
  });
  return shown.length > mostUnfolded
    ? html`<details><summary>Failed: ${countOf(groups.length, "cause")}</summary>${table}</details>`
    : table;
}

function renderDiagnosis({ diagnosis }: TrialRecord): Html {
  return html`<span class="diagnosis">${polishText(diagnosis ?? "no reason was recorded")}</span>`;
}

function renderList(trials: readonly TrialRecord[], title: string, why: string, source: ExperimentPageSource): Html {
  if (trials.length === 0) return nothing;
  const shown = trials.slice(0, mostRows);
  const table = renderTable({
    title: `${title}${shown.length < trials.length ? `: the first ${mostRows} of ${formatCount(trials.length)}` : ""}`,
    marks: source.marks,
    columns: [
      number("Trial", "its number in the store: minibatch runs show tells all of it"),
      text("Configuration"),
      number("Seed"),
      number("Epochs", "trained before it ended"),
      text(why),
    ],
    rows: shown.map((trial) => [
      cell(trial.number, trial.number),
      namePoint(trial.parameters, source.parameters) || source.input.spec.name,
      cell(trial.seed, trial.seed),
      cell(trial.epochs, trial.epochs),
      { shown: renderDiagnosis(trial), value: "shown" },
    ]),
    footer: [],
    sortable: shown.length > 1,
  });
  return trials.length > mostUnfolded
    ? html`<details><summary>${title}: ${countOf(trials.length, "trial")}</summary>${table}</details>`
    : table;
}

function renderTrials(source: ExperimentPageSource): Html {
  const { trials } = source.input;
  const failed = trials.filter(({ status }) => status === "failed");
  const pruned = trials.filter(({ status }) => status === "pruned");
  const finished = trials.filter(({ status, objective }) => status === "finished" && objective === null);
  const told = [
    failed.length === 0 ? "No trial failed" : `${countOf(failed.length, "trial")} failed`,
    pruned.length === 0
      ? "none was pruned"
      : `${formatCount(pruned.length)} ${pruned.length === 1 ? "was" : "were"} pruned`,
  ];
  return html`
<p>${told.join("; ")}. ${failed.length + pruned.length > 0 ? "None of these counts in means, intervals and tests." : ""}
${finished.length > 0 ? `${countOf(finished.length, "trial")} finished without a figure of the objective.` : ""}</p>
${renderCauses(failed, source)}
${renderList(pruned, "Pruned: ended early because they were behind", "Why there", source)}`;
}

export const trials: ExperimentSection = { id: "trials", title: "Trials that did not finish", render: renderTrials };
