/**
 * The tasks of a plan and the trials that keep them: what is finished is read once, when the plan is opened; what is not is taken
 * under a lease. Nobody else works on the experiment.
 */

import type { Json, ObjectiveSpec, Task } from "study";
import { InputError } from "../errors.ts";
import { writeCommand } from "../shell/write-command.ts";
import type { ExperimentRecord, LabStore, TrialRecord } from "../store/store.ts";
import { nameWorker } from "./attempt-environment.ts";
import { openPlan, type Plan } from "./open-plan.ts";
import { sealResult, unsealResult } from "./sealed-result.ts";
import { describeOutcome, type TaskEnd } from "./task-outcome.ts";
import { TaskTurn } from "./task-turn.ts";

export interface FinishedTask {
  readonly result: Json;
  /** time its worker spent in the process that finished it */
  readonly seconds: number;
}

/** Throws InputError, naming the trial, for a result that is not whole: it is never silently trained again. */
export async function openPlanTrials(store: LabStore, plan: Plan, environment: Json): Promise<PlanTrials> {
  const experiment = await openPlan(store, plan);
  const trials = new Map<string, TrialRecord>();
  const finished = new Map<string, FinishedTask>();
  for (const trial of await store.listTrials(experiment.id)) {
    const { task } = plan.tasks[trial.number]!;
    trials.set(task.id, trial);
    if (trial.endedAt !== null) finished.set(task.id, await readFinished(store, experiment, trial, task));
  }
  return new PlanTrials({ store, objective: plan.objective, environment, trials, finished });
}

interface PlanState {
  readonly store: LabStore;
  readonly objective: ObjectiveSpec;
  readonly environment: Json;
  /** by the task's id, as they were when the plan was opened */
  readonly trials: ReadonlyMap<string, TrialRecord>;
  readonly finished: Map<string, FinishedTask>;
}

export class PlanTrials {
  readonly #state: PlanState;
  /** by task: checkpoints of others, on their way into the store */
  readonly #seeds = new Map<string, Promise<unknown>>();

  constructor(state: PlanState) {
    this.#state = state;
  }

  /** By the task's id. */
  get finished(): ReadonlyMap<string, FinishedTask> {
    return this.#state.finished;
  }

  /** Whether it had one when the plan was opened. */
  hasCheckpoint(task: Task): boolean {
    return this.#trialOf(task).checkpointSha256 !== null;
  }

  /** `stop` is called when the store no longer takes what its worker writes. */
  async take(task: Task, slot: number, stop: () => void): Promise<TaskTurn> {
    await this.#seeds.get(task.id);
    const { store, environment } = this.#state;
    const { id, number } = this.#trialOf(task);
    const taken = await store.takeTrial(id, nameWorker(slot), environment);
    if (taken !== null) return new TaskTurn(store, taken, stop);
    throw new InputError(
      `Cannot run ${task.id}: its trial ${number} in ${store.place} was removed or cancelled meanwhile; run the command again to do it again`,
    );
  }

  /** The task, which nobody has taken yet, goes on from the checkpoint of another that has begun as it does. */
  seed(task: Task, checkpoint: Uint8Array, epochs: number): void {
    const seeded = this.#state.store.seedCheckpoint(this.#trialOf(task).id, checkpoint, epochs);
    // told to whoever takes the task
    seeded.catch(() => {});
    this.#seeds.set(task.id, seeded);
  }

  /** Resolves when nothing is on its way into the store any more. */
  async settle(): Promise<void> {
    await Promise.allSettled(this.#seeds.values());
  }

  /** Commits it: from then on it is finished. */
  async end(task: Task, turn: TaskTurn, end: Omit<TaskEnd, "result"> & { readonly result: unknown }): Promise<void> {
    const { objective, finished } = this.#state;
    const sealed = sealResult(task, end.result);
    const outcome = describeOutcome(task, { ...end, result: sealed.result }, objective);
    await turn.end({ ...outcome, result: { ...sealed } });
    finished.set(task.id, { result: sealed.result, seconds: end.seconds });
  }

  #trialOf({ id }: Task): TrialRecord {
    const trial = this.#state.trials.get(id);
    if (trial === undefined) throw new RangeError(`Cannot find the trial of ${id}: it is not a task of this plan`);
    return trial;
  }
}

async function readFinished(
  store: LabStore,
  { name }: ExperimentRecord,
  { id, number, seconds }: TrialRecord,
  task: Task,
): Promise<FinishedTask> {
  const sealed = await store.readResult(id).catch((error: unknown) => {
    if (error instanceof SyntaxError) return null;
    throw error;
  });
  const result = unsealResult(task, sealed);
  if (result !== null) return { result, seconds };
  throw new InputError(
    `Cannot go on with ${task.id}: its result in ${store.place} does not fit its SHA-256; train that run again after: ${writeCommand(["runs", "rm"], [`${name}/${number}`], ["--store", store.place])}`,
  );
}
