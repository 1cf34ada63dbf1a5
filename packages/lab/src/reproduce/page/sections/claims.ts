/** Every claim: verdict, the figures behind it, how it was tested. */

import { formatFigure } from "../../../page-kit/format-number.ts";
import { type Html, html, nothing } from "../../../page-kit/html.ts";
import { polishText } from "../../../page-kit/polish-text.ts";
import { spellCount } from "../../../page-kit/spell-count.ts";
import { spellKey } from "../../../page-kit/spell-key.ts";
import { number, renderTable, text } from "../../../page-kit/table.ts";
import { CLAIMS } from "../../claims/claims.ts";
import type { EarlierRule, Evidence } from "../../results.ts";
import type { ReproductionPageSource, ReproductionSection } from "../page-source.ts";
import { classOf, type ListedClaim, listClaims, renderVerdict } from "./claim-standing.ts";
import { renderEvidenceChart } from "./evidence-chart.ts";
import { renderEvidenceTable } from "./evidence-table.ts";
import { tellEvidence } from "./tell-shares.ts";

function formatValue(value: Evidence["figures"][string]): string {
  if (typeof value === "number") return formatFigure(value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string") return polishText(value);
  return value === null ? "–" : value.map(formatFigure).join(", ");
}

function renderFigureList(figures: Evidence["figures"], marks: readonly string[]): Html {
  const entries = Object.entries(figures);
  if (entries.length === 0) return nothing;
  const list = renderTable({
    title: "Figure by figure, as results.json has them",
    marks,
    columns: [text("Figure"), number("Value")],
    rows: entries.map(([key, value]) => [spellKey(key), { shown: formatValue(value), value: "shown" }]),
    footer: [],
    sortable: false,
  });
  return html`<details class="figure-list"><summary>Every figure the rule looked at</summary>${list}</details>`;
}

function renderEarlierRule(earlier: EarlierRule | null): Html {
  if (earlier === null) return nothing;
  return html`<p class="tested"><strong>The rule before.</strong> ${polishText(earlier.rule)} <strong>Why it was replaced.</strong> ${polishText(earlier.why)}</p>`;
}

function renderTables(tables: Evidence["tables"], marks: readonly string[]): Html {
  if (tables.length === 0) return nothing;
  return html`<details><summary>${tables.length === 1 ? "Table" : "Tables"}</summary>${tables.map((table) => renderEvidenceTable(table, marks))}</details>`;
}

/** "1, 2, 3"; many in a row as "101 to 300" */
function describeSeeds(seeds: readonly number[]): string {
  const [first] = seeds;
  const isRow = seeds.every((seed, i) => seed === first! + i);
  return isRow && seeds.length > 5 ? `${first!} to ${seeds.at(-1)!}` : seeds.join(", ");
}

function renderEvidence(evidence: Evidence, index: number, marks: readonly string[]): Html {
  const { length } = evidence.charts;
  // two and two beside each other; the last of an odd number has the width of both
  const charts = evidence.charts.map((chart, i) =>
    renderEvidenceChart(chart, `claim-${index}-chart-${i}`, marks, i === length - 1 && length % 2 === 1),
  );
  const seeds = evidence.seeds.length > 0 ? ` Seeds: ${describeSeeds(evidence.seeds)}.` : "";
  return html`
<p class="summary">${polishText(evidence.summary)}</p>
<p class="tested"><strong>How it was tested.</strong> ${polishText(evidence.test)}${seeds}</p>
${renderEarlierRule(evidence.earlier)}
${charts.length > 0 ? html`<div class="evidence-charts">${charts}</div>` : nothing}
${renderTables(evidence.tables, marks)}
${renderFigureList(evidence.figures, marks)}`;
}

function renderClaim({ id, claim, standing, record }: ListedClaim, index: number, marks: readonly string[]): Html {
  const body =
    record === null
      ? html`<p class="summary">Not measured yet: the claims come last. Run the same command again to go on.</p>`
      : renderEvidence(tellEvidence(record.evidence), index, marks);
  return html`
<article class="claim ${classOf(standing)}" id="claim-${id}">
<h3><span class="claim-id">${id}</span> ${claim} ${renderVerdict(standing)}</h3>
${body}
</article>`;
}

function renderClaims({ reproduction, marks }: ReproductionPageSource): Html {
  return html`
<p>Each conclusion has a rule, which is code (<code>reproduce/claims/</code>) and the same for every seed: it turns figures into
<em>holds</em>, <em>fails</em>, <em>holds in part</em> (under some of the stated conditions, and fails under others: which, its first
sentence says) or, when they leave the question open, <em>inconclusive</em>. Some rules <a href="#revised-rules">were replaced</a>; such a
claim says what the earlier rule was and why another one judges it now. Every figure a rule looked at is in <code>results.json</code>,
under the claim.</p>
${listClaims(reproduction).map((claim, index) => renderClaim(claim, index + 1, marks))}`;
}

export const claims: ReproductionSection = {
  id: "claims",
  title: `The ${spellCount(CLAIMS.length)} claims`,
  render: renderClaims,
};
