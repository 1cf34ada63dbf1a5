/**
 * A worker: trains trials of the queue, as many at a time as it has threads, until it is told to stop or, where it
 * drains, until nothing is left that could give work. Any number of workers share a queue, on any number of machines.
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
  /** of the same server, for a connection of its own that waits for jobs */
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
 * Rejects with `signal.reason` after an interruption, and with what makes this worker unfit for a job (which is then
 * another worker's) or a store that fails for good, after its other trials have gone back to the queue.
 */
export async function runWorker(options: RunWorkerOptions): Promise<WorkerReport> {
  const { store, boss, url, threads, loadSets, events, signal } = options;
  const wakeUp = new WakeUp();
  const stopListening = listenForJobs(url, () => wakeUp.wake());
  // what its threads hold is the trials' business
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
