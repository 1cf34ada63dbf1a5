/** How outcomes are told. */
import { describeChange } from "./find-changes.ts";
import type { Outcome } from "./try-change.ts";

export interface Summary {
  readonly target: string;
  readonly seed: string;
  /** drawn, but known to be none */
  readonly equivalent: number;
  readonly stale: number;
  readonly outcomes: readonly Outcome[];
}

/** One line. */
export function formatOutcome({ change, noticedBy, seconds, testFiles, cutShort }: Outcome): string {
  const time = `${seconds.toFixed(0)} s`;
  const survived = `SURVIVED ${testFiles} test files${cutShort ? ", others were not run" : ""}`;
  return (
    `${change.file}:${change.line}  ${describeChange(change)}  ` +
    `${noticedBy === null ? survived : `noticed by ${noticedBy}`}  ${time}`
  );
}

/** Those that survived, then the share in the last line. */
export function formatSummary({ target, seed, equivalent, outcomes }: Summary): string {
  const survived = outcomes.filter(({ noticedBy }) => noticedBy === null);
  const noticed = outcomes.length - survived.length;
  const share = outcomes.length === 0 ? "" : ` (${((100 * noticed) / outcomes.length).toFixed(0)}%)`;
  return [
    ...survived.flatMap((outcome) => [formatOutcome(outcome), `    ${outcome.change.where}`]),
    `${target}, seed ${seed}: noticed ${noticed} of ${outcomes.length}${share}, ${equivalent} drawn that are ` +
      "listed as equivalent",
  ].join("\n");
}

export function toJson({ outcomes, ...summary }: Summary): string {
  const rows = outcomes.map(({ change: { start: _, end: __, text, ...change }, ...outcome }) => ({
    ...change,
    after: text,
    ...outcome,
  }));
  const noticed = rows.filter(({ noticedBy }) => noticedBy !== null).length;
  return JSON.stringify({ ...summary, noticed, tried: rows.length, outcomes: rows }, null, 2);
}
