/** The trials that did not go through: which, where they ended, and why. */
import type { TrialRecord } from "../../store/store.ts";
import { formatCount } from "../format-number.ts";
import type { Html } from "../page/html.ts";
import { html, nothing } from "../page/html.ts";
import { cell, number, renderTable, text } from "../page/table.ts";
import { polishText } from "../polish-text.ts";
import { namePoint } from "./describe-parameters.ts";
import type { ExperimentPage, ExperimentSection } from "./experiment-page.ts";
import { countOf } from "./words.ts";

const mostRows = 200;

function renderList(trials: readonly TrialRecord[], title: string, why: string, source: ExperimentPage): Html {
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
      {
        shown: html`<span class="diagnosis">${polishText(trial.diagnosis ?? "no reason was recorded")}</span>`,
        value: "shown",
      },
    ]),
    footer: [],
    sortable: shown.length > 1,
  });
  return trials.length > 12
    ? html`<details><summary>${title}: ${countOf(trials.length, "trial")}</summary>${table}</details>`
    : table;
}

function renderTrials(source: ExperimentPage): Html {
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
${renderList(failed, "Failed", "Diagnosis", source)}
${renderList(pruned, "Pruned: ended early because they were behind", "Why there", source)}`;
}

export const trials: ExperimentSection = { id: "trials", title: "Trials that did not finish", render: renderTrials };
