/**
 * The queue as a source of trials: fetches a job for each free thread, takes its trial under a lease, and completes the
 * job in the transaction that ends the trial.
 */
import type { PgBoss } from "pg-boss";
import type { ExperimentSpec } from "study";
import { NotHereError } from "../errors.ts";
import { nameWorker } from "../runner/attempt-environment.ts";
import { sweepAttempt } from "../runner/sweep-attempt.ts";
import type { EndedAttempt, TrialAttempt, TrialSource } from "../runner/trial-source.ts";
import { withRetries } from "../runner/with-retries.ts";
import type { LabStore, Lease } from "../store/store.ts";
import { commitAttempt, releaseAttempt } from "./commit-attempt.ts";
import { JobFetcher } from "./fetch-jobs.ts";
import { JobLeases } from "./job-leases.ts";
import { passJobOn } from "./settle-job.ts";
import { takeJob } from "./take-job.ts";
import type { TrialJob } from "./trial-queue.ts";
import type { WakeUp } from "./wake-up.ts";
import type { WorkExperiment, WorkExperiments } from "./work-experiments.ts";
import type { WorkerEvents } from "./worker-events.ts";

export interface QueueSourceOptions {
  readonly boss: PgBoss;
  readonly store: LabStore;
  readonly experiments: WorkExperiments;
  /** only trials of this experiment; null: of any */
  readonly experimentId: number | null;
  /** ends when no trial waits or is being trained, here or elsewhere */
  readonly drain: boolean;
  /** ends after so many; null: no limit */
  readonly maxTrials: number | null;
  /** woken when a job may have come */
  readonly wakeUp: WakeUp;
  readonly events: Pick<WorkerEvents, "onTrouble" | "onRecovery" | "onLeft">;
}

/**
 * How a job ended here. `nothing`: it needed no work · `returned`: another worker is to go on with it · `lost`: another
 * worker already has it
 */
type JobEnd = "finished" | "failed" | "pruned" | "paused" | "nothing" | "returned" | "lost";

/** How many jobs ended here, by how they ended. */
export type WorkerReport = Readonly<Record<JobEnd, number>>;

export interface QueueAttempt extends TrialAttempt {
  readonly job: TrialJob;
  readonly spec: ExperimentSpec;
}

/** A thread that waits for a job. */
interface IdleThread {
  readonly thread: number;
  take(job: TrialJob | null): void;
  fail(error: unknown): void;
}

/** how long a job may wait unseen when its wake-up is lost */
const LOOK_EVERY_MS = 1_000;

export class QueueSource implements TrialSource<QueueAttempt> {
  readonly #options: QueueSourceOptions;
  readonly #leases: JobLeases;
  readonly #fetcher: JobFetcher;
  readonly #end = new AbortController();
  readonly #report: Record<JobEnd, number> = {
    ...{ finished: 0, failed: 0, pruned: 0, paused: 0 },
    ...{ returned: 0, lost: 0, nothing: 0 },
  };
  #idle: IdleThread[] = [];
  /** jobs that threads have now */
  #working = 0;
  #begun = 0;
  #handingOut: Promise<void> | null = null;
  #isOver = false;

  constructor(options: QueueSourceOptions) {
    const { boss, store, experimentId, events } = options;
    this.#options = options;
    this.#leases = new JobLeases(boss, events);
    this.#fetcher = new JobFetcher(boss, store, experimentId, this.#end.signal);
  }

  get report(): WorkerReport {
    return this.#report;
  }

  async next(thread: number): Promise<QueueAttempt | null> {
    for (;;) {
      const job = await this.#jobFor(thread);
      if (job === null) return null;
      const attempt = await this.#begin(thread, job).catch((error: unknown) => {
        this.#letGo(job);
        throw error;
      });
      if (attempt !== null) return attempt;
      this.#letGo(job);
    }
  }

  async end({ job, lease, spec }: QueueAttempt, { outcome }: EndedAttempt): Promise<boolean> {
    const { boss, store } = this.#options;
    const isOurs = await commitAttempt(boss, store, job, lease, outcome, spec);
    this.#report[isOurs ? outcome.status : "lost"]++;
    return isOurs;
  }

  async release({ job, lease }: QueueAttempt, why: "stopped" | "lost"): Promise<void> {
    const { boss, store } = this.#options;
    await releaseAttempt(boss, store, job, lease);
    this.#report[why === "lost" ? "lost" : "returned"]++;
  }

  leave({ job }: QueueAttempt): void {
    this.#letGo(job);
  }

  stop(): void {
    this.#end.abort();
    this.#options.wakeUp.wake();
  }

  async close(): Promise<void> {
    this.stop();
    await this.#handingOut;
    await this.#leases.close();
  }

  #jobFor(thread: number): Promise<TrialJob | null> {
    if (this.#isOver) return Promise.resolve(null);
    return new Promise((take, fail) => {
      this.#idle.push({ thread, take, fail });
      this.#handingOut ??= this.#handOut();
      this.#options.wakeUp.wake();
    });
  }

  /** Ends when the source has ended: then every waiting thread is told. */
  async #handOut(): Promise<void> {
    const wait = async (): Promise<void> => {
      while (!this.#end.signal.aborted && (await this.#fetchSome())) await this.#options.wakeUp.wait(LOOK_EVERY_MS);
    };
    // by then every thread that is free at the start has asked, and one statement fetches for all of them
    await Promise.resolve();
    const failure = await wait().then(
      () => null,
      (error: unknown) => (this.#end.signal.aborted ? null : { error }),
    );
    this.#isOver = true;
    for (const { take, fail } of this.#idle.splice(0)) {
      if (failure === null) take(null);
      else fail(failure.error);
    }
  }

  /** Fetches for every idle thread, as long as there are jobs. False when there will never be more. */
  async #fetchSome(): Promise<boolean> {
    const { drain } = this.#options;
    for (;;) {
      const wanted = Math.min(this.#idle.length, this.#left());
      const jobs = wanted === 0 ? [] : await this.#fetcher.fetch(wanted);
      this.#give(jobs);
      if (this.#end.signal.aborted) return false;
      if (wanted > 0 && jobs.length === wanted) continue;
      if (this.#working > 0) return true;
      return this.#left() > 0 && (!drain || (await this.#fetcher.hasWork()));
    }
  }

  #give(jobs: readonly TrialJob[]): void {
    // lowest number first: a worker with little to do then starts few threads
    const idle = this.#idle.sort((a, b) => a.thread - b.thread).splice(0, jobs.length);
    for (const [i, job] of jobs.entries()) {
      this.#begun++;
      this.#working++;
      this.#leases.add(job);
      idle[i]!.take(job);
    }
  }

  #left(): number {
    return (this.#options.maxTrials ?? Number.POSITIVE_INFINITY) - this.#begun;
  }

  #letGo(job: TrialJob): void {
    this.#leases.remove(job);
    this.#working--;
  }

  /** Null when the job needs no work here. */
  async #begin(thread: number, job: TrialJob): Promise<QueueAttempt | null> {
    const { boss, store } = this.#options;
    const experiment = await this.#openExperiment(job);
    if (experiment === "left") {
      this.#report.nothing++;
      this.#begun--;
      return null;
    }
    if (this.#end.signal.aborted) {
      await withRetries(() => passJobOn(boss, store, job));
      this.#report.returned++;
      return null;
    }
    const taken = await takeJob(boss, store, job, nameWorker(thread), experiment?.environment ?? null);
    if (taken === null || experiment === null) {
      this.#report.nothing++;
      this.#begun--;
      return null;
    }
    const lost = new AbortController();
    this.#leases.watch(job, async () => {
      if (!(await isStillOurs(store, taken.lease))) lost.abort();
    });
    const { spec, sets, modules } = experiment;
    const setup = { data: sets, numerics: spec.numerics, modules };
    return { ...sweepAttempt(taken, spec, setup), lost: lost.signal, job, spec };
  }

  /** Passes the job on where this worker cannot do it: `left` if it is left to others, else throws why. */
  async #openExperiment(job: TrialJob): Promise<WorkExperiment | "left" | null> {
    const { boss, store, experiments, events } = this.#options;
    const { experimentId } = job.data;
    try {
      return await experiments.open(experimentId);
    } catch (error) {
      const isOthers = error instanceof NotHereError;
      if (isOthers && this.#fetcher.leave(experimentId)) events.onLeft?.(error.message);
      await withRetries(() => passJobOn(boss, store, job));
      if (isOthers) return "left";
      throw error;
    }
  }
}

async function isStillOurs(store: LabStore, { trialId, attempt }: Lease): Promise<boolean> {
  return (await store.findTrial(trialId))?.attempts === attempt;
}
