/** A verdict as a badge: a sign, a word and a colour, so that none of them is needed alone. */

import { type Html, html } from "../../../page-kit/html.ts";
import { polishText } from "../../../page-kit/polish-text.ts";
import { CLAIMS } from "../../claims/claims.ts";
import type { ClaimRecord, Reproduction, Verdict } from "../../results.ts";

export type Standing = Verdict | "missing";

export const standingWords: Readonly<Record<Standing, string>> = {
  holds: "holds",
  fails: "fails",
  "in part": "holds in part",
  inconclusive: "inconclusive",
  missing: "not measured yet",
};

const signs: Readonly<Record<Standing, string>> = {
  holds: "✓",
  fails: "✗",
  "in part": "◐",
  inconclusive: "≈",
  missing: "…",
};

/** One word, as a class name has to be. */
export function classOf(standing: Standing): string {
  return standing.replace(" ", "-");
}

export function renderVerdict(standing: Standing): Html {
  return html`<span class="verdict ${classOf(standing)}"><span aria-hidden="true">${signs[standing]}</span> ${standingWords[standing]}</span>`;
}

export interface ListedClaim {
  readonly id: string;
  readonly claim: string;
  readonly standing: Standing;
  readonly record: ClaimRecord | null;
}

/** As a heading: without the full stop. */
function titleOf(record: ClaimRecord): string {
  return polishText(record.claim).replace(/\.$/, "");
}

/** Every claim of the report in order, measured or not; then any the run measured beyond them. */
export function listClaims(reproduction: Reproduction): readonly ListedClaim[] {
  const known = CLAIMS.map(({ id, short }): ListedClaim => {
    const record = reproduction.claims.find((candidate) => candidate.id === id) ?? null;
    return { id, claim: record === null ? short : titleOf(record), standing: record?.verdict ?? "missing", record };
  });
  const further = reproduction.claims
    .filter(({ id }) => !CLAIMS.some((claim) => claim.id === id))
    .map((record) => ({ id: record.id, claim: titleOf(record), standing: record.verdict, record }));
  return [...known, ...further];
}
