/** From a fetched job to its trial, under a lease. */
import type { PgBoss } from "pg-boss";
import type { Json } from "study";
import { withRetries } from "../runner/with-retries.ts";
import type { LabStore, TakenTrial } from "../store/store.ts";
import { holdExperiment } from "./hold-experiment.ts";
import { completeJob } from "./settle-job.ts";
import type { TrialJob } from "./trial-queue.ts";

/** Null when the trial needs no work (final, paused, cancelled, removed): the job is then completed. */
export async function takeJob(
  boss: PgBoss,
  store: LabStore,
  job: TrialJob,
  worker: string,
  environment: Json,
): Promise<TakenTrial | null> {
  const { trialId, experimentId } = job.data;
  const taken = await withRetries(() => store.takeTrial(trialId, worker, environment));
  if (taken !== null) return taken;
  // Somebody may be promoting the trial right now, and would find this job alive. They hold the experiment's lock:
  // once we have it, they are done.
  return withRetries(() =>
    store.transaction(async (inside) => {
      await holdExperiment(inside, experimentId);
      const after = await inside.takeTrial(trialId, worker, environment);
      if (after === null) await completeJob(boss, inside, job);
      return after;
    }),
  );
}
