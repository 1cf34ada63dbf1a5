/**
 * SQLite's own waiting sleeps in the thread: no timer, no heartbeat, and no other transaction of this process would go
 * on meanwhile.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { isBusy } from "./describe-sqlite-error.ts";

/** A removal of 100,000 trials holds the file for some seconds. */
const PATIENCE_MS = 30_000;
const POLL_MS = 2;

/**
 * Runs `work` until no other connection is in its way. Work that SQLite refuses as busy has done nothing, so it can be
 * run again.
 */
export async function waitForLock<T>(work: () => T): Promise<T> {
  const startMs = performance.now();
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || performance.now() - startMs > PATIENCE_MS) throw error;
    }
    await sleep(POLL_MS);
  }
}
