/** What this is, the verdicts at one glance, and the reservations that hold for the whole page. */

import { formatCount, formatFixed } from "../../../page-kit/format-number.ts";
import { type Html, html, nothing } from "../../../page-kit/html.ts";
import { spellCount } from "../../../page-kit/spell-count.ts";
import type { Reproduction } from "../../results.ts";
import { bestReference } from "../original-report.ts";
import type { ReproductionPageSource, ReproductionSection } from "../page-source.ts";
import { listReservations } from "../reservations.ts";
import { classOf, type ListedClaim, listClaims, renderVerdict } from "./claim-standing.ts";

function explainReservations(reproduction: Reproduction): readonly string[] {
  const { budget, quick, complete } = reproduction;
  const quickFigures =
    `${formatCount(budget.mnistTrain)} training images, ${budget.epochs} epochs, ${budget.bestSeeds} seeds for ` +
    "the best " +
    `configuration; ${budget.sequenceEpochs} epochs and ${budget.sequenceSeeds} seeds for the sequences`;
  return [
    ...listReservations({ ...reproduction, quick: false }).map(
      (label) => `${label}: the figures below say nothing about the original data.`,
    ),
    ...(quick
      ? [`QUICK: every section from a reduced budget (${quickFigures}). Verdicts may differ from a full run's.`]
      : []),
    ...(complete
      ? []
      : ["INCOMPLETE: the run is not finished. Run the same command again; it goes on with what is missing."]),
  ];
}

function renderClaimTile({ id, claim, standing }: ListedClaim): Html {
  return html`<li><a class="tile ${classOf(standing)}" href="#claim-${id}"><span class="tile-id">${id}</span>${renderVerdict(standing)}<span class="tile-claim">${claim}</span></a></li>`;
}

function countStandings(claims: readonly ListedClaim[]): string {
  const words = [
    ["holds", "hold"],
    ["in part", "hold in part"],
    ["fails", "fail"],
    ["inconclusive", "are inconclusive"],
    ["missing", "are not measured yet"],
  ] as const;
  const counts = words
    .map(([standing, word]) => ({ count: claims.filter((claim) => claim.standing === standing).length, word }))
    .filter(({ count }) => count > 0)
    .map(
      ({ count, word }) =>
        `${count} ${count === 1 ? word.replace(/^are /, "is ").replace(/^(hold|fail)\b/, "$1s") : word}`,
    );
  const last = counts.pop() as string;
  return counts.length > 0 ? `${counts.join(", ")} and ${last}` : last;
}

function renderBestLine({ problem2 }: Reproduction): Html {
  const { best } = problem2;
  if (best.runs.length === 0) return nothing;
  return html` The best network, ReLU at rate ${best.learningRate}, reaches a test accuracy of
<strong>${formatFixed(best.accuracy.mean, 4)}</strong> (mean of ${best.runs.length} seeds); the original report's single run had ${formatFixed(bestReference.original.testAccuracy, 4)}.`;
}

function renderOverview({ reproduction }: ReproductionPageSource): Html {
  const claims = listClaims(reproduction);
  const count = spellCount(claims.length);
  const reservations = explainReservations(reproduction);
  return html`
${reservations.map((reservation) => html`<p class="reservation" role="note">${reservation}</p>`)}
<p class="lead">A student's report, third homework of a deep-learning course, trains two small networks and draws ${count} conclusions.
This page repeats all of it and puts each conclusion to a test with a stated rule.
Of the ${count}, ${countStandings(claims)}.${renderBestLine(reproduction)}</p>
<p>The first network, 784-200-100-10, reads handwritten digits (MNIST); the second, 20-20-1, tells 20-bit sequences typed by people
from random ones. The original wrote the first from scratch and the second in Keras 2.2; here both run on <em>minibatch</em>, in TypeScript. Paired runs share
their initial weights and batch order, intervals are 95% intervals, and the margin for a difference in accuracy is half a point (0.005).</p>
<ol class="tiles" aria-label="Verdicts on the ${count} claims">${claims.map(renderClaimTile)}</ol>`;
}

export const overview: ReproductionSection = { id: "overview", title: "At a glance", render: renderOverview };
