/** One claimed job, from the claim to its end: the trial is taken, trained for a turn, and what came of it is committed. */
import type { PgBoss } from "pg-boss";
import { buildTask } from "study";
import { nameWorker } from "../runner/attempt-environment.ts";
import { trainTurn } from "../runner/train-attempt.ts";
import { withRetries } from "../runner/with-retries.ts";
import type { LabStore, Lease, TakenTrial } from "../store/store.ts";
import type { PoolWorker } from "../training/thread-pool.ts";
import { commitTurn, releaseTurn } from "./commit-attempt.ts";
import type { Claims } from "./job-leases.ts";
import { passJobOn } from "./settle-job.ts";
import { takeJob } from "./take-job.ts";
import type { TrainingThreads } from "./training-threads.ts";
import type { TrialJob } from "./trial-queue.ts";
import type { WorkExperiment, WorkExperiments } from "./work-experiments.ts";
import type { WorkerEvents } from "./worker-events.ts";

export interface JobContext {
  readonly boss: PgBoss;
  readonly store: LabStore;
  readonly claims: Claims;
  readonly experiments: WorkExperiments;
  readonly threads: TrainingThreads;
  readonly events: WorkerEvents;
  /** aborted when the worker shall end */
  readonly signal: AbortSignal;
}

/** How a job ended here. `nothing`: there was nothing to do for it · `returned`: another worker shall go on · `lost`: another one does */
export type JobEnd = "finished" | "failed" | "pruned" | "paused" | "nothing" | "returned" | "lost";

/** Throws what makes this worker unfit for the job, which is then another worker's, or a store that fails for good. */
export async function trainJob(context: JobContext, slot: number, job: TrialJob): Promise<JobEnd> {
  const { boss, store, claims, threads, signal } = context;
  claims.add(job);
  try {
    const experiment = await prepare(context, job);
    if (signal.aborted) {
      await withRetries(() => passJobOn(boss, store, job));
      return "returned";
    }
    const taken = await takeJob(boss, store, job, nameWorker(slot), experiment?.environment ?? null);
    if (taken === null || experiment === null) return "nothing";
    return await trainTaken(context, slot, job, taken, experiment, await threads.open(slot, experiment));
  } finally {
    claims.remove(job);
  }
}

async function prepare({ boss, store, experiments }: JobContext, job: TrialJob): Promise<WorkExperiment | null> {
  try {
    return await experiments.open(job.data.experimentId);
  } catch (error) {
    await withRetries(() => passJobOn(boss, store, job));
    throw error;
  }
}

async function trainTaken(
  { boss, store, claims, events }: JobContext,
  slot: number,
  job: TrialJob,
  taken: TakenTrial,
  { spec }: WorkExperiment,
  worker: PoolWorker,
): Promise<JobEnd> {
  const { trial, lease, checkpoint } = taken;
  claims.watch(job, async () => {
    if (!(await isStillOurs(store, lease))) worker.stop();
  });
  events.onStart(slot, trial, checkpoint !== null);
  const turn = await trainTurn(taken, {
    store,
    describeTask: () => buildTask(spec, trial.parameters, trial.seed, `${spec.name}/${trial.number}`),
    objective: spec.objective,
    worker,
    onProgress: (progress) => events.onProgress(slot, trial, progress),
  });
  if (turn.kind !== "ended") {
    await releaseTurn(boss, store, job, lease);
    events.onEnd(slot, trial, null);
    return turn.kind === "lost" ? "lost" : "returned";
  }
  const isOurs = await commitTurn(boss, store, job, lease, turn.outcome, spec);
  events.onEnd(slot, trial, isOurs ? turn.outcome : null);
  return isOurs ? turn.outcome.status : "lost";
}

async function isStillOurs(store: LabStore, { trialId, attempt }: Lease): Promise<boolean> {
  return (await store.findTrial(trialId))?.attempts === attempt;
}
