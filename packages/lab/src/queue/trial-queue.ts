/**
 * The queue: pg-boss in the store's Postgres, in a schema of its own. A ready trial has a job, written in the
 * transaction that makes it ready. The worker that fetched a job sends heartbeats; when they stop, another worker
 * fetches it.
 */
import { PgBoss, type Queue } from "pg-boss";
import { isConnectionError } from "../store/postgres/connection-error.ts";
import { describePostgresError, type PostgresPlace } from "../store/postgres/describe-postgres-error.ts";
import { roleOf } from "../store/postgres/open-postgres.ts";
import { parsePostgres } from "../store/postgres/postgres-place.ts";

export const QUEUE = "trials";
export const QUEUE_SCHEMA = "minibatch_queue";

/** A job's payload. */
export interface TrialJobData {
  readonly trialId: number;
  readonly experimentId: number;
}

/** A fetched job: pg-boss's id, and how often it was fetched before, which fences every change of it. */
export interface TrialJob {
  readonly id: string;
  readonly retryCount: number;
  readonly data: TrialJobData;
}

const HOUR = 3600;
const DAY = 24 * HOUR;
/** connections of one process, for fetching and heartbeats; results go through the store's own */
const CONNECTIONS = 3;
/** a broken network gives no error; heartbeats must not wait for it */
const QUERY_TIMEOUT_MS = 5_000;

const OPTIONS = {
  // at most one live job, waiting or fetched, per singletonKey, which is the trial's id: enqueuing is idempotent
  policy: "exclusive",
  // pg-boss's minimum. A worker that is silent for this long is taken for dead
  heartbeatSeconds: 10,
  // a job fails only when its worker dies, for a trial that fails has a result; that many deaths are no accident
  retryLimit: 10_000,
  retryDelay: 0,
  retryBackoff: false,
  // pg-boss's maximum. After a day the lease lapses, and the trial goes on from its checkpoint under a new one
  expireInSeconds: DAY,
  // a trial may wait for any length of time
  retentionSeconds: 10 * 365 * DAY,
  // a completed job holds nothing that the store does not
  deleteAfterSeconds: HOUR,
} satisfies Omit<Queue, "name">;

/**
 * `onTrouble` is told what goes wrong in the background (a lost connection, say); pg-boss goes on by itself. Throws
 * InputError when the server cannot be reached. To be closed with `closeQueue`.
 */
export async function openQueue(url: string, onTrouble: (error: Error) => void): Promise<PgBoss> {
  const connection = {
    connectionString: url,
    application_name: "minibatch queue",
    max: CONNECTIONS,
    // not an option of pg-boss, but it passes its options on to pg
    query_timeout: QUERY_TIMEOUT_MS,
    keepAlive: true,
  };
  let isOpen = false;
  const boss = new PgBoss({
    ...connection,
    schema: QUEUE_SCHEMA,
    // job-leases.ts looks for lapsed leases, and knows when not to
    supervise: false,
    schedule: false,
    monitorIntervalSeconds: 1,
    registerInstance: false,
    openTelemetry: { enabled: false },
  });
  const where = placeOfQueue(url);
  // an error during the start is thrown
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

/** What messages call it. */
export function placeOfQueue(url: string): PostgresPlace {
  return { name: `the queue of ${parsePostgres(url).shown}`, role: roleOf(url), schema: QUEUE_SCHEMA };
}

export async function closeQueue(boss: PgBoss): Promise<void> {
  await boss.stop({ graceful: false });
}
