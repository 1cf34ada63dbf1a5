/** How an idle worker hears of a job at once, instead of when it next looks: Postgres's LISTEN and NOTIFY. */
import type { Db, PgBoss } from "pg-boss";
import { QUEUE_SCHEMA } from "./trial-queue.ts";

/** channels belong to a database */
const CHANNEL = `${QUEUE_SCHEMA}_jobs`;

/** Told when the transaction of `db` commits. */
export async function wakeWorkers(db: Db): Promise<void> {
  await db.executeSql("select pg_notify($1, '')", [CHANNEL]);
}

/**
 * `onWake` is called for every wake-up, and after a connection that was cut has been made again. Gives the function that ends it. Only a hint:
 * a worker looks by itself too.
 */
export async function listenForJobs(boss: PgBoss, onWake: () => void): Promise<() => Promise<void>> {
  const db = boss.getDb();
  if (db.listen === undefined) throw new TypeError("Cannot listen for jobs: pg-boss was not given a pool of its own");
  const listener = await db.listen(CHANNEL, onWake, onWake);
  return () => listener.close();
}
