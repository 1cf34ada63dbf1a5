/**
 * How an attempt at a trial ends in the store and in the queue: one transaction, which may be repeated when its answer
 * was lost.
 */
import type { PgBoss } from "pg-boss";
import type { ExperimentSpec } from "study";
import { advanceExperiment, isAdaptive } from "../runner/advance-experiment.ts";
import { withRetries } from "../runner/with-retries.ts";
import type { LabStore, Lease, TrialOutcome, TrialRecord } from "../store/store.ts";
import { enqueueTrials } from "./enqueue-trials.ts";
import { holdExperiment } from "./hold-experiment.ts";
import { completeJob, returnJob } from "./settle-job.ts";
import type { TrialJob } from "./trial-queue.ts";

/**
 * Commits the outcome, what comes next and its jobs, and the job's completion. False when the trial is another
 * worker's, or gone: then only the job is completed, if its lease is still ours.
 */
export async function commitAttempt(
  boss: PgBoss,
  store: LabStore,
  job: TrialJob,
  lease: Lease,
  outcome: TrialOutcome,
  spec: ExperimentSpec,
): Promise<boolean> {
  let isRepeated = false;
  return withRetries(() =>
    store.transaction(async (inside) => {
      // first, as whoever else decides or cancels does; and it tells whether the experiment was cancelled meanwhile
      const experiment = isAdaptive(spec) ? await holdExperiment(inside, job.data.experimentId) : null;
      const isOurs = await inside.endTrial(lease, outcome);
      if (!isOurs && isRepeated && (await wasCommitted(inside, lease))) return true;
      isRepeated = true;
      await completeJob(boss, inside, job);
      if (isOurs && experiment !== null) {
        const ready: TrialRecord[] = [];
        for (const id of await advanceExperiment(inside, experiment, spec)) ready.push((await inside.findTrial(id))!);
        await enqueueTrials(boss, inside, experiment, ready);
      }
      return isOurs;
    }),
  );
}

/**
 * An attempt ends a trial only once, and only under its lease: if it has ended and no later attempt has begun, it was
 * ours.
 */
async function wasCommitted(inside: LabStore, { trialId, attempt }: Lease): Promise<boolean> {
  const trial = await inside.findTrial(trialId);
  return trial !== null && trial.attempts === attempt && trial.status !== "running";
}

/**
 * Stopped in good order, its checkpoint in the store: the trial is for another worker, or is cancelled where its
 * experiment was.
 */
export async function releaseAttempt(boss: PgBoss, store: LabStore, job: TrialJob, lease: Lease): Promise<void> {
  await withRetries(() =>
    store.transaction(async (inside) => {
      await holdExperiment(inside, job.data.experimentId);
      await inside.releaseTrial(lease);
      const trial = await inside.findTrial(lease.trialId);
      // the second time around, after a lost answer, it is ready already
      if (trial?.attempts === lease.attempt && trial.status === "ready") await returnJob(boss, inside, job);
      else await completeJob(boss, inside, job);
    }),
  );
}
