/**
 * The queue: pg-boss on the store's own Postgres, in a schema of its own. A trial that is ready has a job, written in
 * the transaction that makes it ready; a job that is fetched has a worker that sends heartbeats, or it is soon fetched
 * by another.
 */
import { PgBoss, type Queue } from "pg-boss";
import { isConnectionError } from "../store/postgres/connection-error.ts";
import { describePostgresError, type PostgresPlace } from "../store/postgres/describe-postgres-error.ts";
import { roleOf } from "../store/postgres/open-postgres.ts";
import { parsePostgres } from "../store/postgres/postgres-place.ts";

export const QUEUE = "trials";
export const QUEUE_SCHEMA = "minibatch_queue";

/** What a job says. */
export interface TrialJobData {
  readonly trialId: number;
  readonly experimentId: number;
}

/** A fetched job: pg-boss's id, and how often it was fetched before, which fences what is done to it. */
export interface TrialJob {
  readonly id: string;
  readonly retryCount: number;
  readonly data: TrialJobData;
}

const HOUR = 3600;
const DAY = 24 * HOUR;
/** queries of one process at a time: fetching and heartbeats; its results go through the store's connections */
const CONNECTIONS = 3;
/** a cable that was cut says nothing; heartbeats must not wait for it */
const QUERY_TIMEOUT_MS = 5_000;

const OPTIONS = {
  // at most one live job (waiting or fetched) per singletonKey, the trial's id: enqueuing twice is enqueuing once
  policy: "exclusive",
  // pg-boss's least. A worker that is gone is noticed when it has been silent for as long
  heartbeatSeconds: 10,
  // a job fails by a worker's end alone, for what a trial does is a result; so often no machine is lost by chance
  retryLimit: 10_000,
  retryDelay: 0,
  retryBackoff: false,
  // pg-boss's most. After a day the lease lapses, and the trial goes on from its checkpoint under a new one
  expireInSeconds: DAY,
  // a trial may wait for as long as it likes
  retentionSeconds: 10 * 365 * DAY,
  // a completed job says nothing that the store does not
  deleteAfterSeconds: HOUR,
} satisfies Omit<Queue, "name">;

/**
 * `onTrouble` takes what goes wrong in the background (a connection that was cut, say); pg-boss goes on by itself.
 * Throws InputError when the server cannot be reached. The caller ends it with `closeQueue`.
 */
export async function openQueue(url: string, onTrouble: (error: Error) => void): Promise<PgBoss> {
  const connection = {
    connectionString: url,
    application_name: "minibatch queue",
    max: CONNECTIONS,
    // not pg-boss's, but it hands its options to pg
    query_timeout: QUERY_TIMEOUT_MS,
    keepAlive: true,
  };
  let isOpen = false;
  const boss = new PgBoss({
    ...connection,
    schema: QUEUE_SCHEMA,
    // lapsed leases are looked for by job-leases.ts, which knows when not to
    supervise: false,
    schedule: false,
    monitorIntervalSeconds: 1,
    registerInstance: false,
    openTelemetry: { enabled: false },
  });
  const where = placeOfQueue(url);
  // what is wrong with the beginning is thrown
  boss.on("error", (error) => {
    if (isConnectionError(error)) onTrouble(error);
    else if (isOpen) onTrouble(describePostgresError(error, where, false) as Error);
  });
  try {
    await boss.start();
    await boss.createQueue(QUEUE, OPTIONS);
  } catch (error) {
    await closeQueue(boss).catch(onTrouble);
    throw describePostgresError(error, where, true);
  }
  isOpen = true;
  return boss;
}

/** For what is told of its errors. */
export function placeOfQueue(url: string): PostgresPlace {
  return { name: `the queue of ${parsePostgres(url).shown}`, role: roleOf(url), schema: QUEUE_SCHEMA };
}

export async function closeQueue(boss: PgBoss): Promise<void> {
  await boss.stop({ graceful: false });
}
