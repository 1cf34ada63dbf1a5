import type { PgBoss } from "pg-boss";
import { groupOf } from "./enqueue-trials.ts";
import { QUEUE, QUEUE_SCHEMA } from "./trial-queue.ts";

/** Jobs that no worker has fetched; of one experiment, or (null) of all. */
export async function countWaiting(boss: PgBoss, experimentId: number | null): Promise<number> {
  const { rows } = await boss
    .getDb()
    .executeSql(
      `select count(*)::integer as waiting from ${QUEUE_SCHEMA}.job where name = $1 and state < 'active' and ` +
        "($2::text is null or group_id = $2)",
      [QUEUE, experimentId === null ? null : groupOf(experimentId).id],
    );
  return (rows as { readonly waiting: number }[])[0]!.waiting;
}
