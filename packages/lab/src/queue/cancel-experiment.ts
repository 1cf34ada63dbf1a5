import { withRetries } from "../runner/with-retries.ts";
import type { LabStore } from "../store/store.ts";
import { groupOf } from "./enqueue-trials.ts";
import { QUEUE, QUEUE_SCHEMA } from "./trial-queue.ts";

/**
 * Cancels the trials that wait and deletes their jobs. A running trial is cancelled when its worker next saves a
 * checkpoint or, if that worker has died, when its job is next fetched. Returns how many were cancelled at once.
 */
export function cancelExperiment(store: LabStore, experimentId: number): Promise<number> {
  return withRetries(() =>
    store.transaction(async (inside) => {
      const count = await inside.cancelExperiment(experimentId);
      const cancelled = await inside.listTrials(experimentId, { status: ["cancelled"] });
      // pg-boss deletes jobs by id, and nobody keeps the ids. A job that is being fetched right now stays: its worker
      // will find nothing to do
      await inside.executeSql(
        `delete from ${QUEUE_SCHEMA}.job where name = $1 and group_id = $2 and state < 'active' and ` +
          "singleton_key = any($3::text[])",
        [QUEUE, groupOf(experimentId).id, cancelled.map(({ id }) => String(id))],
      );
      return count;
    }),
  );
}
