/** What the parameters did: side by side with the objective, and how much each matters. */
import { type Html, html, nothing } from "../../page-kit/html.ts";
import { type ExperimentPageSource, type ExperimentSection, renderFigureNamed } from "../page-source.ts";

function explain({ importance }: ExperimentPageSource): Html {
  const { method, note } = importance;
  if (method === "forest" || method === "main effects") return nothing;
  return html`<p class="note">${note.replace(/^./, (letter) => letter.toUpperCase())}.</p>`;
}

function renderParameters(source: ExperimentPageSource): Html {
  const { parameters, ranked } = source;
  if (parameters.length === 0) return html`<p class="result">The experiment has no parameters.</p>`;
  if (ranked.length === 0) return html`<p class="result">No trial has finished yet.</p>`;
  const names = ["objective-by-parameter", "parallel-coordinates", "parameter-importance"];
  const drawn = names.filter((name) => source.figures.some((figure) => figure.name === name));
  return html`
${drawn.map((name) => renderFigureNamed(source, name))}
${drawn.length === 0 ? html`<p>There is one parameter, and its values are names: the <a href="#ranking">ranking</a> says all there is to say.</p>` : nothing}
${parameters.length > 1 ? explain(source) : nothing}`;
}

export const parameters: ExperimentSection = {
  id: "parameters",
  title: "What the parameters did",
  render: renderParameters,
};
