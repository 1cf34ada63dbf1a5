/** The best configuration as a complete description, ready to be trained. */

import { type Html, html, nothing } from "../../page-kit/html.ts";
import { writeCommand } from "../../shell/write-command.ts";
import { namePoint } from "../describe-parameters.ts";
import type { ExperimentPageInput } from "../experiment-page-input.ts";
import { NETWORK_FIGURE } from "../figures/network.ts";
import { type ExperimentPageSource, type ExperimentSection, renderFigureNamed } from "../page-source.ts";

/** As it is written beside the page. */
export const BEST_FILE = "best.json";

/**
 * In the store that the page is of: a file of one's own that was trained on may lie there alone. A module never does:
 * whoever reads the page knows its folder.
 */
export function commandOfBest({ spec, store = null }: ExperimentPageInput): string {
  const module = spec.model === null ? ["--experiments", "FOLDER"] : [];
  return writeCommand(["train"], [BEST_FILE], [...(store === null ? [] : ["--store", store]), ...module]);
}

function tellModule({ spec }: ExperimentPageInput): Html {
  if (spec.model !== null) return nothing;
  return html`
<p>FOLDER is the one that has ${spec.training.module}, the module that trains it: the experiment's own.</p>`;
}

function renderBest(source: ExperimentPageSource): Html {
  const { input, parameters, network } = source;
  const { best, trials } = input;
  if (best === null) return html`<p class="result">No trial has finished yet, so there is nothing to copy.</p>`;
  const trial = trials.find(({ number }) => number === best.trial);
  const name = trial === undefined ? "" : namePoint(trial.parameters, parameters);
  return html`
<p>The experiment's description with the best point applied${name === "" ? "" : html` (${name})`} and no parameters left. It also lies beside this page as
<a href="${BEST_FILE}">${BEST_FILE}</a>. Train it with</p>
<pre tabindex="0"><code>${commandOfBest(input)}</code></pre>${tellModule(input)}
${network.notes.map((note) => html`<p class="note">${note}</p>`)}
${renderFigureNamed(source, NETWORK_FIGURE)}
<div class="copied"><button class="copy" type="button" data-copies="best-spec" hidden>Copy</button><pre tabindex="0"><code id="best-spec">${JSON.stringify(best.spec, null, 2)}</code></pre></div>`;
}

export const best: ExperimentSection = { id: "best", title: "The best, ready to train", render: renderBest };
