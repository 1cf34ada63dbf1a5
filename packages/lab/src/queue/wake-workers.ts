/** How an idle worker hears of a job at once, instead of when it next looks: Postgres's LISTEN and NOTIFY. */
import { setTimeout } from "node:timers/promises";
import pg from "pg";
import type { Db } from "pg-boss";
import { QUEUE_SCHEMA } from "./trial-queue.ts";

/** channels belong to a database */
const CHANNEL = `${QUEUE_SCHEMA}_jobs`;
const CONNECT_TIMEOUT_MS = 10_000;
const AGAIN_AFTER_MS = 1_000;

/** Told when the transaction of `db` commits. */
export async function wakeWorkers(db: Db): Promise<void> {
  await db.executeSql("select pg_notify($1, '')", [CHANNEL]);
}

/**
 * `onWake` is called for every wake-up, and whenever the connection has been made, for what was told before. Only a
 * hint: a worker looks by itself too, so a server that is away is no error. Gives the function that ends it. Not
 * pg-boss's own listener: it takes its handlers off before the connection is closed, and one that is cut in between
 * ends the process.
 */
export function listenForJobs(url: string, onWake: () => void): () => Promise<void> {
  const end = new AbortController();
  const listening = keepListening(url, onWake, end.signal);
  return async () => {
    end.abort();
    await listening;
  };
}

async function keepListening(url: string, onWake: () => void, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await listenOnce(url, onWake, signal).catch(() => {});
    await setTimeout(AGAIN_AFTER_MS, undefined, { signal }).catch(() => {});
  }
}

/** Until the connection is lost, or it shall end. */
async function listenOnce(url: string, onWake: () => void, signal: AbortSignal): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    application_name: "minibatch wake-ups",
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
  });
  client.on("error", () => {});
  const over = new Promise<void>((resolve) => {
    client.once("end", resolve);
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
  try {
    await client.connect();
    client.on("notification", onWake);
    await client.query(`listen ${CHANNEL}`);
    onWake();
    await over;
  } finally {
    await client.end();
  }
}
