import type { PgBoss } from "pg-boss";
import type { ExperimentRecord, LabStore, TrialRecord } from "../store/store.ts";
import { jobPriority } from "./job-priority.ts";
import { joinStore } from "./join-store.ts";
import { QUEUE, type TrialJobData } from "./trial-queue.ts";
import { wakeWorkers } from "./wake-workers.ts";

/** jobs per statement */
const CHUNK = 5_000;

/**
 * To be called in the transaction that makes the trials ready, after the job of a trial that ends there is completed. A
 * trial that has a live job keeps it.
 */
export async function enqueueTrials(
  boss: PgBoss,
  inside: LabStore,
  { id: experimentId, priority }: Pick<ExperimentRecord, "id" | "priority">,
  trials: readonly Pick<TrialRecord, "id" | "number">[],
): Promise<void> {
  if (trials.length === 0) return;
  const db = joinStore(inside);
  for (let from = 0; from < trials.length; from += CHUNK) {
    const jobs = trials.slice(from, from + CHUNK).map(({ id: trialId, number }) => ({
      data: { trialId, experimentId } satisfies TrialJobData,
      priority: jobPriority(priority, number),
      singletonKey: String(trialId),
      group: groupOf(experimentId),
    }));
    await boss.insert(QUEUE, jobs, { db });
  }
  await wakeWorkers(db);
}

/** An experiment's jobs form a group, so that a worker can fetch only those. */
export function groupOf(experimentId: number): { readonly id: string } {
  return { id: String(experimentId) };
}
