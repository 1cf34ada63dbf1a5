/** Every claim: verdict, the figures behind it, how it was tested. */
import type { ClaimRecord, Evidence } from "../../reproduce/results.ts";
import { formatFigure } from "../format-number.ts";
import { polishText } from "../polish-text.ts";
import { renderEvidenceChart } from "./evidence-chart.ts";
import { renderEvidenceTable } from "./evidence-table.ts";
import type { Html } from "./html.ts";
import { html, nothing } from "./html.ts";
import type { PageSource, Section } from "./section.ts";
import { number, renderTable, text } from "./table.ts";
import type { ListedClaim } from "./verdict.ts";
import { listClaims, renderVerdict } from "./verdict.ts";

/** meanDifference -> mean difference, x10.reluKept -> ×10, relu kept: names in the data are keys, on the page they are words. */
function spellName(name: string): string {
  return polishText(name)
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/[._](?=[a-z])/gi, ", ")
    .replace(/\b[A-Z][a-z]/g, (start) => start.toLowerCase());
}

function formatValue(value: Evidence["figures"][string]): string {
  if (typeof value === "number") return formatFigure(value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string") return polishText(value);
  return value === null ? "–" : value.map(formatFigure).join(", ");
}

function renderFigureList(figures: Evidence["figures"], marks: readonly string[]): Html {
  const entries = Object.entries(figures);
  if (entries.length === 0) return nothing;
  return renderTable({
    title: "Every figure the rule looked at",
    marks,
    columns: [text("Figure"), number("Value")],
    rows: entries.map(([name, value]) => [spellName(name), { shown: formatValue(value), value: "shown" }]),
    footer: [],
    sortable: false,
  });
}

function renderEvidence({ evidence }: ClaimRecord, index: number, marks: readonly string[]): Html {
  const charts = evidence.charts.map((chart, i) => renderEvidenceChart(chart, `claim-${index}-chart-${i}`, marks));
  const seeds = evidence.seeds.length > 0 ? ` Seeds: ${evidence.seeds.join(", ")}.` : "";
  return html`
<p class="summary">${polishText(evidence.summary)}</p>
<p class="tested"><strong>How it was tested.</strong> ${polishText(evidence.test)}${seeds}</p>
${charts.length > 0 ? html`<div class="evidence-charts">${charts}</div>` : nothing}
<details><summary>Figures and tables</summary>
${renderFigureList(evidence.figures, marks)}
${evidence.tables.map((table) => renderEvidenceTable(table, marks))}
</details>`;
}

function renderClaim({ id, claim, standing, record }: ListedClaim, index: number, marks: readonly string[]): Html {
  const body =
    record === null
      ? html`<p class="summary">Not measured yet: the claims come last. Run the same command again to go on.</p>`
      : renderEvidence(record, index, marks);
  return html`
<article class="claim ${standing}" id="claim-${id}">
<h3><span class="claim-id">${id}</span> ${claim} ${renderVerdict(standing)}</h3>
${body}
</article>`;
}

function renderClaims({ reproduction, marks }: PageSource): Html {
  return html`
<p>Each conclusion has a rule that was written down before anything ran: it turns figures into <em>holds</em>, <em>fails</em> or
<em>inconclusive</em>, when the interval leaves the question open. Nobody chose a verdict by hand.</p>
${listClaims(reproduction).map((claim, index) => renderClaim(claim, index + 1, marks))}`;
}

export const claims: Section = { id: "claims", title: "The twelve claims", render: renderClaims };
