import { withRetries } from "../runner/with-retries.ts";
import type { LabStore } from "../store/store.ts";
import { groupOf } from "./enqueue-trials.ts";
import { QUEUE, QUEUE_SCHEMA } from "./trial-queue.ts";

/**
 * Trials that wait are cancelled, and their jobs go; running ones when their worker next saves a checkpoint, or, where
 * it has died, when their job is next fetched. Gives how many were cancelled at once.
 */
export function cancelExperiment(store: LabStore, experimentId: number): Promise<number> {
  return withRetries(() =>
    store.transaction(async (inside) => {
      const count = await inside.cancelExperiment(experimentId);
      const cancelled = await inside.listTrials(experimentId, { status: ["cancelled"] });
      // pg-boss deletes by the ids of jobs, which nobody keeps. A job that is being fetched right now is left: its
      // worker will find nothing to do
      await inside.executeSql(
        `delete from ${QUEUE_SCHEMA}.job where name = $1 and group_id = $2 and state < 'active' and singleton_key = any($3::text[])`,
        [QUEUE, groupOf(experimentId).id, cancelled.map(({ id }) => String(id))],
      );
      return count;
    }),
  );
}
