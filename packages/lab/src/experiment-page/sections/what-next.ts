/** What to do next, with the commands to paste. */
import { type Html, html, nothing } from "../../page-kit/html.ts";
import type { DescribedExperiment } from "../describe-experiment.ts";
import { planNextSteps } from "../next-steps.ts";

export function renderNextSteps(source: DescribedExperiment): Html {
  const steps = planNextSteps(source);
  if (steps.length === 0) return nothing;
  const isTold = typeof source.input.store === "string";
  const { spec } = source.input;
  const module = spec.model === null ? spec.training.module : null;
  const list = steps.map(
    ({ why, command }, i) =>
      html`<li><p>${why}</p><div class="copied"><button class="copy" type="button" data-copies="next-${i + 1}" hidden>Copy</button><pre tabindex="0"><code id="next-${i + 1}">${command}</code></pre></div></li>`,
  );
  return html`
<h3 id="what-next">What to do next</h3>
<ol class="steps">${list}</ol>
<p class="note">To be pasted in the folder of this page${isTold ? "" : html`; with <code>--store</code> where the experiment's store is not the usual one`}.${
    module === null
      ? ""
      : html` The module <code>${module}</code> lies in the folder of the experiment's own file: name that folder with <code>--experiments</code>.`
  }</p>`;
}
