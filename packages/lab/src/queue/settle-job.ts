/**
 * How a worker lets go of a job that it has fetched. Each is fenced by the job's lease: one that has lapsed meanwhile
 * changes nothing.
 */
import type { PgBoss } from "pg-boss";
import type { LabStore } from "../store/store.ts";
import { enqueueTrials } from "./enqueue-trials.ts";
import { joinStore } from "./join-store.ts";
import { QUEUE, type TrialJob } from "./trial-queue.ts";
import { wakeWorkers } from "./wake-workers.ts";

/** There is nothing left to do for it. In the transaction that says so. */
export async function completeJob(boss: PgBoss, inside: LabStore, { id, retryCount }: TrialJob): Promise<void> {
  await boss.complete(QUEUE, { id, retryCount }, null, { db: joinStore(inside) });
}

/**
 * Another worker shall go on with it, at once and before those that wait. In the transaction that makes the trial
 * ready.
 */
export async function returnJob(boss: PgBoss, inside: LabStore, { id, retryCount }: TrialJob): Promise<void> {
  const db = joinStore(inside);
  await boss.fail(QUEUE, { id, retryCount }, null, { db });
  await wakeWorkers(db);
}

/**
 * It is for another worker. A new job takes its place, so that being refused again and again does not count as failing.
 */
export async function passJobOn(boss: PgBoss, store: LabStore, job: TrialJob): Promise<void> {
  const { trialId, experimentId } = job.data;
  await store.transaction(async (inside) => {
    await completeJob(boss, inside, job);
    const [experiment, trial] = [await inside.findExperimentById(experimentId), await inside.findTrial(trialId)];
    if (experiment !== null && trial !== null) await enqueueTrials(boss, inside, experiment, [trial]);
  });
}
