/**
 * Runs an experiment in this process, one trial per thread, until nothing is left to try. It may be killed at any
 * moment: what is committed stays, running trials go on from their last checkpoint when it is called again, to the same
 * bits.
 */
import type { ExperimentSpec, Json } from "study";
import type { ExperimentRecord, ExperimentSummary, LabStore, TakenTrial } from "../store/store.ts";
import type { ThreadPool } from "../training/thread-pool.ts";
import { advanceExperiment, isAdaptive } from "./advance-experiment.ts";
import { nameWorker } from "./attempt-environment.ts";
import { runTrials } from "./run-trials.ts";
import { sweepAttempt } from "./sweep-attempt.ts";
import type { SweepEvents, TrialEvents } from "./trial-events.ts";
import type { EndedAttempt, TrialAttempt, TrialSource } from "./trial-source.ts";

export interface StoredSweep {
  /** no other process runs this experiment: the caller holds its lock */
  readonly store: LabStore;
  readonly experiment: ExperimentRecord;
  readonly spec: ExperimentSpec;
  /** for the record of each attempt */
  readonly environment: Json;
}

export interface RunSweepOptions extends StoredSweep {
  /** its threads hold the experiment's data */
  readonly pool: ThreadPool;
  readonly events: SweepEvents;
  /** aborted when the user interrupts: running trials stop after a checkpoint */
  readonly signal: AbortSignal;
}

/** Rejects with `signal.reason` after an interruption, when every running trial's checkpoint is in the store. */
export async function runSweep(options: RunSweepOptions): Promise<ExperimentSummary> {
  const { store, experiment, spec, pool, events, signal } = options;
  await store.reclaimTrials(experiment.id);
  await tellBeginning(options);
  const onEnd: TrialEvents["onEnd"] = async (thread, trial, outcome) => {
    events.onEnd(thread, trial, outcome);
    if (outcome !== null && isAdaptive(spec)) events.onSummary?.(await store.summarizeExperiment(experiment.id));
  };
  const told: TrialEvents = {
    onStart: (...start) => events.onStart(...start),
    onProgress: (...progress) => events.onProgress(...progress),
    onEnd,
  };
  await runTrials(new SweepSource(options), { store, pool, events: told, signal });
  return store.summarizeExperiment(experiment.id);
}

/** of a sweep with more trials than this the rest is thought to be like these */
const MOST_PLANNED = 5_000;

async function tellBeginning({ store, experiment, spec, events }: RunSweepOptions): Promise<void> {
  const summary = await store.summarizeExperiment(experiment.id);
  events.onBegin(summary);
  if (events.onPlan === undefined) return;
  // as the first thread would at once
  const isNew = Object.values(summary.counts).every((count) => count === 0);
  if (isNew) await store.transaction((inside) => advanceExperiment(inside, experiment, spec));
  events.onPlan(await store.listTrials(experiment.id, { status: ["ready", "paused"], limit: MOST_PLANNED }));
}

/**
 * The store's order: the ready trial of the lowest number. Where none is ready it decides what comes next, or waits
 * until one that runs has ended.
 */
export class SweepSource implements TrialSource {
  readonly #sweep: StoredSweep;
  #running = 0;
  #isStopped = false;
  /** one thread at a time asks */
  #asking: Promise<unknown> = Promise.resolve();
  #waiting: (() => void)[] = [];

  constructor(sweep: StoredSweep) {
    this.#sweep = sweep;
  }

  async next(thread: number): Promise<TrialAttempt | null> {
    while (!this.#isStopped) {
      const taking = this.#asking.then(() => this.#take(thread));
      this.#asking = taking.catch(() => {});
      const taken = await taking;
      if (taken !== null || this.#running === 0) {
        this.#wakeAll();
        return taken === null ? null : sweepAttempt(taken, this.#sweep.spec, null);
      }
      if (!this.#isStopped) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    return null;
  }

  end({ lease }: TrialAttempt, { outcome }: EndedAttempt): Promise<boolean> {
    const { store, experiment, spec } = this.#sweep;
    return store.transaction(async (inside) => {
      const isOurs = await inside.endTrial(lease, outcome);
      if (isOurs && isAdaptive(spec)) await advanceExperiment(inside, experiment, spec);
      return isOurs;
    });
  }

  async release({ lease }: TrialAttempt): Promise<void> {
    await this.#sweep.store.releaseTrial(lease);
  }

  leave(): void {
    this.#running--;
    this.#wakeAll();
  }

  stop(): void {
    this.#isStopped = true;
    this.#wakeAll();
  }

  async close(): Promise<void> {}

  async #take(thread: number): Promise<TakenTrial | null> {
    if (this.#isStopped) return null;
    const { store, experiment, spec, environment } = this.#sweep;
    const take = () => store.takeNextTrial(experiment.id, nameWorker(thread), environment);
    let taken = await take();
    if (taken === null) {
      await store.transaction((inside) => advanceExperiment(inside, experiment, spec));
      // also where this made none ready: another thread's end may have, between the two
      taken = await take();
    }
    if (taken !== null) this.#running++;
    return taken;
  }

  #wakeAll(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }
}
