/** A store that is out of reach for a while (a restart, a cut connection) is tried again; any other error is thrown at once. */
import { setTimeout } from "node:timers/promises";
import { isConnectionError } from "../store/connection-error.ts";

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 2_000;
/** as long as a server may take to come back before its workers give up */
const PATIENCE_MS = 10 * 60_000;

/** `work` must be safe to run again when an earlier run of it may have been committed unseen. */
export async function withRetries<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  const startMs = performance.now();
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
    try {
      return await work();
    } catch (error) {
      const isOver = performance.now() - startMs > PATIENCE_MS || signal?.aborted === true;
      if (isOver || !isConnectionError(error)) throw error;
      await setTimeout(wait);
    }
  }
}
