import { setTimeout } from "node:timers/promises";
import { withRetries } from "../runner/with-retries.ts";
import type { ExperimentSummary, LabStore } from "../store/store.ts";

const LOOK_EVERY_MS = 1_000;

export interface FollowOptions {
  /** called at once, and then whenever something has changed */
  onSummary(summary: ExperimentSummary): void;
  readonly signal: AbortSignal;
}

/** Returns the last summary when no trial waits or runs any more. Rejects with `signal.reason` when aborted. */
export async function followExperiment(
  store: LabStore,
  experimentId: number,
  { onSummary, signal }: FollowOptions,
): Promise<ExperimentSummary> {
  for (let before = ""; ; ) {
    const summary = await withRetries(() => store.summarizeExperiment(experimentId), signal);
    const now = JSON.stringify([summary.counts, summary.best, summary.cancelled]);
    if (now !== before) onSummary(summary);
    before = now;
    if (summary.counts.ready + summary.counts.running === 0) return summary;
    signal.throwIfAborted();
    await setTimeout(LOOK_EVERY_MS, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}
