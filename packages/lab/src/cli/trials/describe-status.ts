/** The state of an experiment and its trials, in words. */

import { FINAL_STATUSES, TRIAL_STATUSES, type TrialStatus } from "study";
import type { ExperimentLife as Life } from "../../experiment-page/experiment-page-input.ts";
import type { ExperimentSummary } from "../../store/store.ts";
import { formatMoment } from "../tables/format-value.ts";

type Counted = Pick<ExperimentSummary, "counts" | "cancelled" | "expectedTrials">;

/**
 * `running 3/15`, `stopped 3/15` (nobody works on it), `waiting 3/15` (in a queue, and nobody has it now), `killed at
 * 14:03, 3/15`, `finished`, `finished, 2 failed`, `failed` (all of them), `cancelled`. `life` null: not known, and what
 * was written last is told.
 */
export function describeStatus({ counts, cancelled, expectedTrials }: Counted, life: Life | null = null): string {
  const ended = countEnded(counts);
  const all = countTrials(counts);
  const share = `${ended}/${Math.max(all, expectedTrials)}`;
  const isOver = counts.running === 0 && (cancelled || hasEnded({ counts, expectedTrials }));
  if (!isOver && life?.kind === "killed") return `killed at ${formatSign(life.at)}, ${share}`;
  if (!isOver && life?.kind === "idle") return `stopped ${share}`;
  if (!isOver && life?.kind === "queued") return `waiting ${share}`;
  if (counts.running > 0 || (!isOver && life?.kind === "working")) {
    return `${cancelled ? "cancelling" : "running"} ${share}`;
  }
  if (cancelled) return "cancelled";
  if (!isOver) return `waiting ${share}`;
  if (counts.failed === 0) return "finished";
  return counts.failed === all ? "failed" : `finished, ${counts.failed} failed`;
}

/** How those go on that were killed: a line each, where it is known. */
export function tellHowToGoOn(name: string, life: Life | null): string | null {
  if (life?.kind !== "killed") return null;
  const how = life.command === null ? "call the command that trained it again" : life.command;
  return `${name} was killed and goes on from its last epochs with: ${how}`;
}

/** A trial that was running when its worker went is running no more. */
export function trialStatus(status: TrialStatus, life: Life | null): string {
  if (status !== "running") return status;
  if (life?.kind === "killed") return `killed at ${formatSign(life.at)}`;
  return life?.kind === "idle" ? "stopped" : status;
}

/** `14:03`; of another day `2026-11-28 14:03` */
export function formatSign(at: Date, now: Date = new Date()): string {
  const moment = formatMoment(at);
  return at.toDateString() === now.toDateString() ? moment.slice("2026-11-28 ".length) : moment;
}

/** Nothing is left to train, and nothing will come. */
export function hasEnded({ counts, expectedTrials }: Omit<Counted, "cancelled">): boolean {
  const all = countTrials(counts);
  return all > 0 && countEnded(counts) >= Math.max(all, expectedTrials);
}

/** `13 finished, 2 failed`: those that there are, the final ones first. */
export function describeCounts(counts: ExperimentSummary["counts"]): string {
  const open = TRIAL_STATUSES.filter((status) => !FINAL_STATUSES.includes(status));
  const parts = [...FINAL_STATUSES, ...open].flatMap((status) =>
    counts[status] > 0 ? [`${counts[status]} ${status}`] : [],
  );
  return parts.length > 0 ? parts.join(", ") : "none";
}

export function countTrials(counts: ExperimentSummary["counts"]): number {
  return TRIAL_STATUSES.reduce((total, status) => total + counts[status], 0);
}

function countEnded(counts: ExperimentSummary["counts"]): number {
  return FINAL_STATUSES.reduce((total, status) => total + counts[status], 0);
}
