/** Tells idle workers of a new job at once, before they next look: Postgres's LISTEN and NOTIFY. */
import { setTimeout } from "node:timers/promises";
import pg from "pg";
import type { Db } from "pg-boss";
import { QUEUE_SCHEMA } from "./trial-queue.ts";

/** each database has its own channels */
const CHANNEL = `${QUEUE_SCHEMA}_jobs`;
const CONNECT_TIMEOUT_MS = 10_000;
const AGAIN_AFTER_MS = 1_000;

/** Sent when the transaction of `db` commits. */
export async function wakeWorkers(db: Db): Promise<void> {
  await db.executeSql("select pg_notify($1, '')", [CHANNEL]);
}

/**
 * `onWake` is called for every wake-up, and after each connect, for wake-ups missed before. It is only a hint: a worker
 * also looks by itself, so an unreachable server is no error. Returns the function that stops listening. Not pg-boss's
 * own listener, which removes its error handlers before it closes the connection: one that breaks in between ends the
 * process.
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

/** Resolves when the connection is lost, or when it is to end. */
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
