/**
 * A worker: takes trials from the queue, as many at a time as it has slots, until it is told to stop or, where it drains, until there is nothing left
 * that could give work. Any number of workers share a queue, on any number of machines.
 */
import type { PgBoss } from "pg-boss";
import type { LabStore } from "../store/store.ts";
import { JobSource } from "./fetch-jobs.ts";
import { Claims } from "./job-leases.ts";
import { type JobEnd, trainJob } from "./queue-source.ts";
import { type LoadedSets, SetLibrary } from "./set-library.ts";
import { TrainingThreads } from "./training-threads.ts";
import type { TrialJob } from "./trial-queue.ts";
import { Bell } from "./wake-up.ts";
import { listenForJobs } from "./wake-workers.ts";
import { WorkExperiments } from "./work-experiments.ts";
import type { WorkerEvents } from "./worker-events.ts";

export interface RunWorkerOptions {
  readonly store: LabStore;
  readonly boss: PgBoss;
  /** of the same server, for a connection of its own that waits for jobs */
  readonly url: string;
  /** trials at a time */
  readonly slots: number;
  /** the file of the threads, which calls `serveTasks` */
  readonly entry: URL;
  readonly loadSets: (names: ReadonlySet<keyof LoadedSets["sets"]>) => Promise<LoadedSets>;
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

/** How many trials ended in which way here. */
export type WorkerReport = Readonly<Record<JobEnd, number>>;

/** how soon a job is found of which nothing was heard */
const LOOK_EVERY_MS = 1_000;

/** Rejects with `signal.reason` after an interruption, with what `trainJob` throws after its other trials have gone back to the queue. */
export async function runWorker(options: RunWorkerOptions): Promise<WorkerReport> {
  const { url, signal } = options;
  const bell = new Bell();
  const stopListening = listenForJobs(url, () => bell.ring());
  try {
    const work = new Work(options, bell);
    const report = await work.run();
    signal.throwIfAborted();
    return report;
  } finally {
    await stopListening();
  }
}

class Work {
  readonly #options: RunWorkerOptions;
  readonly #bell: Bell;
  readonly #claims: Claims;
  readonly #threads: TrainingThreads;
  readonly #experiments: WorkExperiments;
  readonly #source: JobSource;
  readonly #end = new AbortController();
  readonly #free: number[];
  readonly #running = new Set<Promise<void>>();
  readonly #report: Record<JobEnd, number> = {
    finished: 0,
    failed: 0,
    pruned: 0,
    paused: 0,
    returned: 0,
    lost: 0,
    nothing: 0,
  };
  #begun = 0;
  #failure: { readonly error: unknown } | null = null;

  constructor(options: RunWorkerOptions, bell: Bell) {
    const { store, boss, slots, entry, loadSets, experimentId, events } = options;
    this.#options = options;
    this.#bell = bell;
    this.#claims = new Claims(boss, events);
    this.#threads = new TrainingThreads(entry);
    this.#experiments = new WorkExperiments(store, new SetLibrary(loadSets), events.onExperiment);
    this.#source = new JobSource(boss, store, experimentId, this.#end.signal);
    this.#free = Array.from({ length: slots }, (_, slot) => slot);
  }

  async run(): Promise<WorkerReport> {
    const { signal } = this.#options;
    const stop = (): void => this.#stop();
    signal.addEventListener("abort", stop);
    if (signal.aborted) stop();
    try {
      await this.#handOut();
    } catch (error) {
      if (!this.#end.signal.aborted) this.#fail(error);
    } finally {
      await Promise.all(this.#running);
      signal.removeEventListener("abort", stop);
      await Promise.all([this.#claims.close(), this.#threads.close()]);
    }
    if (this.#failure !== null) throw this.#failure.error;
    return this.#report;
  }

  async #handOut(): Promise<void> {
    const { drain } = this.#options;
    while (!this.#end.signal.aborted) {
      const wanted = Math.min(this.#free.length, this.#left());
      const jobs = wanted === 0 ? [] : await this.#source.claim(wanted);
      for (const job of jobs) this.#start(this.#free.shift()!, job);
      if (wanted > 0 && jobs.length === wanted) continue;
      if (this.#running.size === 0 && this.#left() === 0) return;
      if (drain && this.#running.size === 0 && !(await this.#source.hasWork())) return;
      await this.#bell.wait(LOOK_EVERY_MS);
    }
  }

  #left(): number {
    return (this.#options.maxTrials ?? Number.POSITIVE_INFINITY) - this.#begun;
  }

  #start(slot: number, job: TrialJob): void {
    this.#begun++;
    const running = trainJob(this.#context(), slot, job)
      .then(
        (end) => {
          this.#report[end]++;
          if (end === "nothing") this.#begun--;
        },
        (error: unknown) => this.#fail(error),
      )
      .finally(() => {
        this.#running.delete(running);
        this.#free.unshift(slot);
        this.#bell.ring();
      });
    this.#running.add(running);
  }

  #context(): Parameters<typeof trainJob>[0] {
    const { boss, store, events } = this.#options;
    return {
      ...{ boss, store, events },
      claims: this.#claims,
      experiments: this.#experiments,
      threads: this.#threads,
      signal: this.#end.signal,
    };
  }

  #fail(error: unknown): void {
    this.#failure ??= { error };
    this.#stop();
  }

  #stop(): void {
    this.#end.abort();
    this.#threads.stop();
    this.#bell.ring();
  }
}
