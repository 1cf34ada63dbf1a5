/**
 * A worker: trains the queue's trials, one per thread at a time, until it is stopped or, with `drain`, until there can
 * be no more work. Any number of workers, on any number of machines, share a queue.
 */
import type { SetName } from "minibatch-data/sets";
import type { PgBoss } from "pg-boss";
import type { OwnRows } from "../data/own-files.ts";
import type { LoadedSets } from "../runner/data-sets-of.ts";
import { runTrials } from "../runner/run-trials.ts";
import type { LabStore } from "../store/store.ts";
import { startPool } from "../training/thread-pool.ts";
import { TRAINING_WORKER } from "../training/worker-file.ts";
import { QueueSource, type WorkerReport } from "./queue-source.ts";
import { SetLibrary } from "./set-library.ts";
import { WakeUp } from "./wake-up.ts";
import { listenForJobs } from "./wake-workers.ts";
import { WorkExperiments } from "./work-experiments.ts";
import type { WorkerEvents } from "./worker-events.ts";

export interface RunWorkerOptions {
  readonly store: LabStore;
  readonly boss: PgBoss;
  /** the same server's: a connection of its own listens for jobs */
  readonly url: string;
  /** trials at a time */
  readonly threads: number;
  readonly loadSets: (names: ReadonlySet<SetName>) => Promise<LoadedSets>;
  /** where modules that experiments name are looked for, absolute; null: none is run */
  readonly moduleFolder: string | null;
  /** files of one's own that have been read already; default none */
  readonly own?: OwnRows | null;
  /** only trials of this experiment; null: of any */
  readonly experimentId: number | null;
  /** ends when no trial waits or is being trained, here or elsewhere */
  readonly drain: boolean;
  /** ends after it has worked on so many; null: no limit */
  readonly maxTrials: number | null;
  readonly events: WorkerEvents;
  /** aborted when the user interrupts: running trials stop after a checkpoint and go back to the queue */
  readonly signal: AbortSignal;
}

/**
 * Rejects with `signal.reason` after an interruption; with the reason why this worker cannot do a job, which is left
 * for another worker; or with a failure of the store that does not pass. Its other trials are back in the queue by
 * then.
 */
export async function runWorker(options: RunWorkerOptions): Promise<WorkerReport> {
  const { store, boss, url, threads, loadSets, events, signal } = options;
  const wakeUp = new WakeUp();
  const stopListening = listenForJobs(url, () => wakeUp.wake());
  // each trial says what its thread needs to hold
  const pool = startPool({ count: threads, entry: TRAINING_WORKER, setup: null });
  try {
    const library = new SetLibrary(loadSets);
    const { moduleFolder, own = null } = options;
    const experiments = new WorkExperiments(store, library, { moduleFolder, known: own }, events.onExperiment);
    const source = new QueueSource({ ...options, boss, experiments, wakeUp });
    await runTrials(source, { store, pool, events, signal });
    return source.report;
  } finally {
    await Promise.all([stopListening(), pool.close()]);
  }
}
