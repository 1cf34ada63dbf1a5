/** Ends an attempt in the store and in the queue, in one transaction. It may be repeated if its answer was lost. */
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
 * Commits the outcome, the next trials with their jobs, and the job's completion. False when the trial has been removed
 * or belongs to another worker: then only the job is completed, and only if its lease is still ours.
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
      // locked first, as by everyone who decides or cancels; it also says whether the experiment has been cancelled
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

/** Only the holder of the lease ends a trial: if it has ended and no later attempt has begun, we ended it. */
async function wasCommitted(inside: LabStore, { trialId, attempt }: Lease): Promise<boolean> {
  const trial = await inside.findTrial(trialId);
  return trial !== null && trial.attempts === attempt && trial.status !== "running";
}

/**
 * After a stop, with the checkpoint in the store: gives the trial to another worker, or cancels it if its experiment
 * has been cancelled.
 */
export async function releaseAttempt(boss: PgBoss, store: LabStore, job: TrialJob, lease: Lease): Promise<void> {
  await withRetries(() =>
    store.transaction(async (inside) => {
      await holdExperiment(inside, job.data.experimentId);
      await inside.releaseTrial(lease);
      const trial = await inside.findTrial(lease.trialId);
      // ready already, if this is a repeat after a lost answer
      if (trial?.attempts === lease.attempt && trial.status === "ready") await returnJob(boss, inside, job);
      else await completeJob(boss, inside, job);
    }),
  );
}
