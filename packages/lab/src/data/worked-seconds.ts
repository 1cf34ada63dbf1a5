/** How long a thread has worked, by which a deadline is fair on a busy machine too. */
import type { Worker } from "node:worker_threads";

/**
 * Of the clock's time, what a thread at work has at least of a processor, on a machine that is busy with others. Only
 * where Node does not tell what it had (`worker.cpuUsage`, since 24.6).
 */
const LEAST_SHARE = 1 / 4;

/** What is asked of a thread. */
export type TimedThread = Partial<Pick<Worker, "cpuUsage">>;

/** Seconds that a thread has worked, from any moment on: only differences mean something. */
export async function workedSeconds(thread: TimedThread): Promise<number> {
  if (thread.cpuUsage === undefined) return (performance.now() / 1000) * LEAST_SHARE;
  const { user, system } = await thread.cpuUsage();
  return (user + system) / 1e6;
}
