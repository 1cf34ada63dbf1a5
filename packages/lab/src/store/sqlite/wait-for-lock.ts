/** Waits for SQLite's lock without blocking the thread, as SQLite's own wait does: timers and heartbeats go on. */
import { setTimeout as sleep } from "node:timers/promises";
import { isBusy } from "./describe-sqlite-error.ts";

/** The removal of 100,000 trials locks the file for some seconds. */
const PATIENCE_MS = 30_000;
const POLL_MS = 2;

/**
 * Repeats `work` until no other connection blocks it. Work that fails as busy has done nothing, so it can be repeated.
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
