/**
 * How a worker gives up a job that it has fetched. The job's lease fences each: once it has lapsed, nothing changes.
 */
import type { PgBoss } from "pg-boss";
import type { LabStore } from "../store/store.ts";
import { enqueueTrials } from "./enqueue-trials.ts";
import { joinStore } from "./join-store.ts";
import { QUEUE, type TrialJob } from "./trial-queue.ts";
import { wakeWorkers } from "./wake-workers.ts";

/** The job is done. In the transaction that records why. */
export async function completeJob(boss: PgBoss, inside: LabStore, { id, retryCount }: TrialJob): Promise<void> {
  await boss.complete(QUEUE, { id, retryCount }, null, { db: joinStore(inside) });
}

/** Another worker is to go on with it, ahead of the jobs that wait. In the transaction that makes the trial ready. */
export async function returnJob(boss: PgBoss, inside: LabStore, { id, retryCount }: TrialJob): Promise<void> {
  const db = joinStore(inside);
  await boss.fail(QUEUE, { id, retryCount }, null, { db });
  await wakeWorkers(db);
}

/** Only another worker can do it. A new job replaces it, so that being passed on does not count as a failure. */
export async function passJobOn(boss: PgBoss, store: LabStore, job: TrialJob): Promise<void> {
  const { trialId, experimentId } = job.data;
  await store.transaction(async (inside) => {
    await completeJob(boss, inside, job);
    const [experiment, trial] = [await inside.findExperimentById(experimentId), await inside.findTrial(trialId)];
    if (experiment !== null && trial !== null) await enqueueTrials(boss, inside, experiment, [trial]);
  });
}
