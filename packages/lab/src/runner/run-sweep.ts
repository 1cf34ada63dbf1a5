/**
 * Runs an experiment in this process, one trial per worker thread, until nothing is left to try. It may be killed at any moment: what
 * is committed stays, running trials go on from their last checkpoint when it is called again, to the same bits.
 */
import { buildTask, type ExperimentSpec, type Json } from "study";
import type { ExperimentRecord, ExperimentSummary, LabStore, TakenTrial } from "../store/store.ts";
import type { WorkerPool } from "../training/thread-pool.ts";
import { advanceExperiment, isAdaptive } from "./advance-experiment.ts";
import { nameWorker } from "./attempt-environment.ts";
import { trainTurn } from "./train-attempt.ts";
import type { SweepEvents } from "./trial-events.ts";

export interface RunSweepOptions {
  /** no other process runs this experiment: the caller holds its lock */
  readonly store: LabStore;
  readonly experiment: ExperimentRecord;
  readonly spec: ExperimentSpec;
  readonly pool: WorkerPool;
  readonly environment: Json;
  readonly events: SweepEvents;
  /** aborted when the user interrupts: running trials stop after a checkpoint */
  readonly signal: AbortSignal;
}

/** Rejects with `signal.reason` after an interruption, when every running trial's checkpoint is in the store. */
export async function runSweep(options: RunSweepOptions): Promise<ExperimentSummary> {
  const { store, experiment, pool, signal } = options;
  await store.reclaimTrials(experiment.id);
  await tellBeginning(options);
  const stop = (): void => pool.stop();
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  const line = new WaitingLine(options);
  let failed = false;
  const work = async (slot: number): Promise<void> => {
    while (!signal.aborted && !failed) {
      const taken = await line.next(slot);
      if (taken === null) return;
      try {
        await runTurn(options, slot, taken);
      } finally {
        line.leave();
      }
    }
  };
  const ends = await Promise.allSettled(
    pool.workers.map((_, slot) =>
      work(slot).catch((error: unknown) => {
        failed = true;
        pool.stop();
        throw error;
      }),
    ),
  );
  signal.removeEventListener("abort", stop);
  const failure = ends.find((end) => end.status === "rejected");
  if (failure !== undefined) throw failure.reason;
  signal.throwIfAborted();
  return store.summarizeExperiment(experiment.id);
}

async function runTurn(options: RunSweepOptions, slot: number, taken: TakenTrial): Promise<void> {
  const { store, experiment, spec, pool, events } = options;
  const { trial, lease, checkpoint } = taken;
  events.onStart(slot, trial, checkpoint !== null);
  const turn = await trainTurn(taken, {
    store,
    describeTask: () => buildTask(spec, trial.parameters, trial.seed, `${spec.name}/${trial.number}`),
    objective: spec.objective,
    worker: pool.workers[slot]!,
    onProgress: (progress) => events.onProgress(slot, trial, progress),
  });
  if (turn.kind !== "ended") {
    await store.releaseTrial(lease);
    events.onEnd(slot, trial, null);
    return;
  }
  const isOurs = await store.transaction(async (inside) => {
    const committed = await inside.endTrial(lease, turn.outcome);
    if (committed && isAdaptive(spec)) await advanceExperiment(inside, experiment, spec);
    return committed;
  });
  events.onEnd(slot, trial, isOurs ? turn.outcome : null);
  if (isAdaptive(spec)) events.onSummary?.(await store.summarizeExperiment(experiment.id));
}

/** of a sweep with more trials than this the rest is thought to be like these */
const MOST_PLANNED = 5_000;

async function tellBeginning({ store, experiment, spec, events }: RunSweepOptions): Promise<void> {
  const summary = await store.summarizeExperiment(experiment.id);
  events.onBegin(summary);
  if (events.onPlan === undefined) return;
  // as the first worker would at once
  const isNew = Object.values(summary.counts).every((count) => count === 0);
  if (isNew) await store.transaction((inside) => advanceExperiment(inside, experiment, spec));
  events.onPlan(await store.listTrials(experiment.id, { status: ["ready", "paused"], limit: MOST_PLANNED }));
}

/** Hands out ready trials; where there is none, decides what comes next, or waits until a running one has ended. */
class WaitingLine {
  readonly #options: RunSweepOptions;
  #running = 0;
  #turn: Promise<unknown> = Promise.resolve();
  #wake: (() => void)[] = [];

  constructor(options: RunSweepOptions) {
    this.#options = options;
  }

  /** Null when the experiment has ended. */
  async next(slot: number): Promise<TakenTrial | null> {
    for (;;) {
      const taken = await this.#inTurn(() => this.#take(slot));
      if (taken !== null || this.#running === 0 || this.#options.signal.aborted) {
        this.#wakeAll();
        return taken;
      }
      await new Promise<void>((resolve) => this.#wake.push(resolve));
    }
  }

  /** A trial that was handed out has ended. */
  leave(): void {
    this.#running--;
    this.#wakeAll();
  }

  async #take(slot: number): Promise<TakenTrial | null> {
    const { store, experiment, spec, environment } = this.#options;
    const take = () => store.takeNextTrial(experiment.id, nameWorker(slot), environment);
    let taken = await take();
    if (taken === null) {
      const ready = await store.transaction((inside) => advanceExperiment(inside, experiment, spec));
      if (ready.length > 0) taken = await take();
    }
    if (taken !== null) this.#running++;
    return taken;
  }

  /** One worker at a time asks. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => {});
    return result;
  }

  #wakeAll(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }
}
