/** Where the figures come from: versions, machines, hashes, and how each number on the page is made. */
import type { Json } from "study";
import { type Html, type HtmlPart, html } from "../../page-kit/html.ts";
import { spellKey } from "../../page-kit/spell-key.ts";
import { hashCell, renderFacts, renderTable, text } from "../../page-kit/table.ts";
import type { ExperimentPageInput } from "../experiment-page-input.ts";
import type { ExperimentPageSource, ExperimentSection } from "../page-source.ts";
import { formatTime } from "../words.ts";

function renderTime(date: ExperimentPageInput["generatedAt"]): Html {
  return html`<time datetime="${date.toISOString()}">${formatTime(date)}</time>`;
}

function listEntries(environment: Json): readonly (readonly [string, HtmlPart])[] {
  if (environment === null || typeof environment !== "object" || Array.isArray(environment)) {
    return [["Environment", JSON.stringify(environment)]];
  }
  return Object.entries(environment).map(([key, value]) => [
    key === "cpu" ? "CPU" : spellKey(key),
    typeof value === "string" || typeof value === "number" ? value : JSON.stringify(value),
  ]);
}

function renderEnvironments({ input }: ExperimentPageSource): Html {
  const { environments } = input;
  if (environments.length === 0) return html`<p>No trial has begun yet.</p>`;
  return html`${environments.map(
    (environment, i) =>
      html`${environments.length > 1 ? html`<h4>Environment ${i + 1} of ${environments.length}</h4>` : ""}${renderFacts(listEntries(environment))}`,
  )}`;
}

function renderHashes({ input, marks }: ExperimentPageSource): Html {
  const { summary } = input;
  return renderTable({
    title: "SHA-256",
    marks,
    columns: [text("What"), text("Hash")],
    rows: [
      ["the experiment's description", hashCell(summary.specSha256)],
      ...Object.entries(summary.data).map(([file, hash]) => [file, hashCell(hash)]),
    ],
    footer: [],
    sortable: false,
  });
}

const methods: readonly (readonly [what: string, how: string])[] = [
  [
    "A trial's figure",
    "its objective: that of the network that it keeps, which is the last epoch's, or the best one's where early " +
      "stopping puts its weights back; objective.at best without that is the best over the epochs, and no such " +
      "network is kept. Only trials that finished count; those that failed or were pruned do not.",
  ],
  [
    "Mean, sd, 95% interval",
    "over a configuration's finished trials; sd with n − 1; Student's t-interval of the mean, which takes the " +
      "trials' figures as about normally distributed. That of an accuracy is shown cut at the bounds of accuracies: " +
      "no mean lies beyond, so it holds the mean as often.",
  ],
  [
    "Curves",
    "mean over the trials after each epoch; band: minimum to maximum; whiskers: t-interval of the mean, at some " +
      "epochs for each curve in turn.",
  ],
  [
    "Tests",
    "paired by seed, two-sided: permutation of signs, Wilcoxon's signed ranks (both exact unless there are very " +
      "many pairs), Student's t; p-values adjusted together by Holm's method.",
  ],
  ["Groups", "compact letter display of the verdicts (Piepho 2004)."],
  [
    "Epochs to a threshold",
    "first epoch whose figure is as good; a trial that never is counts as one epoch more than was trained " +
      "(restricted mean).",
  ],
];

/** Where the best network was measured. */
const measuredHow: readonly (readonly [what: string, how: string])[] = [
  [
    "How the best network does",
    "measured as this page was written: the weights that the store keeps answered the rows of that trial's own split, " +
      "prepared by what its training rows taught. A class of which no row was predicted has precision 0. Area under " +
      "the ROC curve: from ranks, a tie counts half. Calibration: ten bins of equal width, a probability on an edge in " +
      "the lower one; Wilson's interval without correction for continuity.",
  ],
];

function renderMethods({ importance, parameters, input }: ExperimentPageSource): Html {
  const { evaluation = null } = input;
  const shown = [
    ...methods,
    ...(parameters.length > 1 ? [["Importance", `${importance.note}.`] as const] : []),
    ...(evaluation === null || "missing" in evaluation ? [] : measuredHow),
  ];
  return html`<dl class="differences">${shown.map(([what, how]) => html`<div><dt>${what}</dt><dd>${how}</dd></div>`)}</dl>`;
}

function renderProvenance(source: ExperimentPageSource): Html {
  const { summary, spec, generatedAt, version } = source.input;
  return html`
${renderFacts([
  ["Experiment made", renderTime(summary.createdAt)],
  ["by minibatch", summary.codeVersion],
  ["Page written", renderTime(generatedAt)],
  ["by minibatch", version],
  ["Numerics", spec.numerics === "strict" ? "strict: the same bits everywhere" : "fast"],
])}
<h3 id="environment">Where it was trained</h3>
${renderEnvironments(source)}
<h3 id="hashes">Hashes</h3>
${renderHashes(source)}
<h3 id="methods">How the figures are made</h3>
${renderMethods(source)}
<p>All of them stand in <a href="results.json">results.json</a> beside this page, the experiment itself in <a href="experiment.json">experiment.json</a>.</p>`;
}

export const provenance: ExperimentSection = { id: "provenance", title: "Provenance", render: renderProvenance };
