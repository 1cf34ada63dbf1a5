/** From a fetched job to its trial, under a lease. */
import type { PgBoss } from "pg-boss";
import type { Json } from "study";
import { withRetries } from "../runner/with-retries.ts";
import type { LabStore, TakenTrial } from "../store/store.ts";
import { holdExperiment } from "./hold-experiment.ts";
import { completeJob } from "./settle-job.ts";
import type { TrialJob } from "./trial-queue.ts";

/** Null when there is nothing to do for the trial (final, paused, cancelled, removed): the job is completed. */
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
  // Somebody may be promoting it right now, and would find this job alive. Whoever does holds the experiment: after
  // that it is clear.
  return withRetries(() =>
    store.transaction(async (inside) => {
      await holdExperiment(inside, experimentId);
      const after = await inside.takeTrial(trialId, worker, environment);
      if (after === null) await completeJob(boss, inside, job);
      return after;
    }),
  );
}
