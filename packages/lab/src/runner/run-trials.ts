/** The one loop over the threads: takes trials from a source, trains an attempt of each, gives them back. */
import type { LabStore } from "../store/store.ts";
import type { ThreadPool } from "../training/thread-pool.ts";
import { trainAttempt } from "./train-attempt.ts";
import type { TrialEvents } from "./trial-events.ts";
import type { TrialAttempt, TrialSource } from "./trial-source.ts";

export interface RunTrialsOptions {
  readonly store: LabStore;
  readonly pool: ThreadPool;
  readonly events: TrialEvents;
  /** aborted when the user interrupts: running trials stop after a checkpoint */
  readonly signal: AbortSignal;
}

/**
 * Until the source has nothing more. Rejects with `signal.reason` after an interruption, when every running trial's
 * checkpoint is in the store; with the first failure, when the other trials have stopped likewise.
 */
export async function runTrials<Attempt extends TrialAttempt>(
  source: TrialSource<Attempt>,
  options: RunTrialsOptions,
): Promise<void> {
  const { pool, signal } = options;
  const failures: unknown[] = [];
  let isStopped = false;
  const stop = (): void => {
    isStopped = true;
    pool.stop();
    source.stop();
  };
  const work = async (thread: number): Promise<void> => {
    while (!isStopped) {
      const attempt = await source.next(thread);
      if (attempt === null) return;
      try {
        await runAttempt(source, attempt, thread, options);
      } finally {
        source.leave(attempt);
      }
    }
  };
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  await Promise.all(
    pool.threads.map((_, thread) =>
      work(thread).catch((error: unknown) => {
        failures.push(error);
        stop();
      }),
    ),
  );
  signal.removeEventListener("abort", stop);
  await source.close();
  if (failures.length > 0) throw failures[0];
  signal.throwIfAborted();
}

async function runAttempt<Attempt extends TrialAttempt>(
  source: TrialSource<Attempt>,
  attempt: Attempt,
  thread: number,
  { store, pool, events }: RunTrialsOptions,
): Promise<void> {
  const { trial, checkpoint } = attempt;
  events.onStart(thread, trial, checkpoint !== null);
  const end = await trainAttempt(attempt, {
    store,
    thread: pool.threads[thread]!,
    onProgress: (progress) => events.onProgress(thread, trial, progress),
  });
  if (end.kind === "ended") {
    const isOurs = await source.end(attempt, end);
    await events.onEnd(thread, trial, isOurs ? end.outcome : null);
  } else {
    await source.release(attempt, end.kind);
    await events.onEnd(thread, trial, null);
  }
}
