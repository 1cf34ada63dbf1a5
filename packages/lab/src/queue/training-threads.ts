/** A worker thread per slot. What a thread trains on is fixed when it starts, so one that gets other data or numerics is replaced. */

import { type PoolWorker, startPool, type WorkerPool } from "../training/thread-pool.ts";
import type { TrainingSets } from "../training/training-data.ts";
import type { WorkExperiment } from "./work-experiments.ts";

interface Thread {
  readonly key: string;
  readonly pool: WorkerPool;
}

export class TrainingThreads {
  readonly #entry: URL;
  readonly #threads = new Map<number, Thread>();
  #isStopped = false;

  /** `entry`: the file that calls `serveTasks` */
  constructor(entry: URL) {
    this.#entry = entry;
  }

  /** The slot must not be training. */
  async open(slot: number, { spec, sets }: WorkExperiment): Promise<PoolWorker> {
    const key = `${spec.numerics} ${namesOf(sets)}`;
    let thread = this.#threads.get(slot);
    if (thread?.key !== key) {
      await thread?.pool.close();
      const pool = startPool({ count: 1, entry: this.#entry, data: sets, numerics: spec.numerics });
      thread = { key, pool };
      this.#threads.set(slot, thread);
      if (this.#isStopped) pool.stop();
    }
    return thread.pool.workers[0]!;
  }

  /** Asks every running trial to stop after a checkpoint, and every later one at once. */
  stop(): void {
    this.#isStopped = true;
    for (const { pool } of this.#threads.values()) pool.stop();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#threads.values()].map(({ pool }) => pool.close()));
  }
}

function namesOf(sets: TrainingSets): string {
  return Object.entries(sets)
    .filter(([, set]) => set !== null)
    .map(([name]) => name)
    .join(" ");
}
