/** The state of an experiment and its trials, in words. */
import type { ExperimentSummary } from "../../store/store.ts";
import { FINAL_STATUSES, TRIAL_STATUSES } from "../../sweep/sweep-state.ts";

type Counted = Pick<ExperimentSummary, "counts" | "cancelled" | "expectedTrials">;

/** `running 3/15`, `waiting 3/15` (nobody works on it), `finished`, `finished, 2 failed`, `failed` (all of them), `cancelled`. */
export function describeStatus({ counts, cancelled, expectedTrials }: Counted): string {
  const ended = countEnded(counts);
  const all = countTrials(counts);
  const share = `${ended}/${Math.max(all, expectedTrials)}`;
  if (counts.running > 0) return `${cancelled ? "cancelling" : "running"} ${share}`;
  if (cancelled) return "cancelled";
  if (!hasEnded({ counts, expectedTrials })) return `waiting ${share}`;
  if (counts.failed === 0) return "finished";
  return counts.failed === all ? "failed" : `finished, ${counts.failed} failed`;
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
