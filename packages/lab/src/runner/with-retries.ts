/**
 * A store that is out of reach for a while (a restart, a cut connection) is tried again, a busy one for some seconds;
 * any other error is thrown at once.
 */
import { setTimeout } from "node:timers/promises";
import { isBusyMoment, isConnectionError } from "../store/postgres/connection-error.ts";

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 2_000;
/** as long as a server may take to come back before its workers give up */
const PATIENCE_MS = 10 * 60_000;
/** a limit that is met again and again is too low: the work ends with words */
const BUSY_PATIENCE_MS = 15_000;

/** `work` must be safe to run again when an earlier run of it may have been committed unseen. */
export async function withRetries<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  const startMs = performance.now();
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
    try {
      return await work();
    } catch (error) {
      const patience = isConnectionError(error) ? PATIENCE_MS : isBusyMoment(error) ? BUSY_PATIENCE_MS : 0;
      if (performance.now() - startMs >= patience || signal?.aborted === true) throw error;
      await setTimeout(wait);
    }
  }
}
