/** A plan of tasks as an experiment of a store: made with a trial per task, or found again with what is finished. */
import { goalOf, type Json, type ObjectiveSpec, storedMetric, type Task } from "study";
import { InputError } from "../../errors.ts";
import { hashJson } from "../../files/hash-json.ts";
import { writeCommand } from "../../shell/write-command.ts";
import type { ExperimentRecord, LabStore, NewExperiment, NewTrial, TrialRecord } from "../../store/store.ts";
import { trainingOf } from "../../training/plan-forks.ts";
import { CODE_VERSION } from "../attempt-environment.ts";
import { unsealResult } from "./sealed-result.ts";

/** A task, and what its trial is called in the store. */
export interface PlannedTask extends Pick<NewTrial, "configuration" | "repeat" | "parameters" | "seed"> {
  readonly task: Task;
}

export interface Plan extends Pick<NewExperiment, "name" | "spec" | "data" | "synthetic"> {
  /** of the tasks that train */
  readonly objective: ObjectiveSpec;
  /** each id once; all that their figures depend on besides themselves is in `spec` */
  readonly tasks: readonly PlannedTask[];
}

export interface FinishedTask {
  readonly result: Json;
  /** time its thread spent in the process that finished it */
  readonly seconds: number;
}

/** A plan in its store. Nobody else works on it. */
export interface OpenPlan {
  readonly store: LabStore;
  readonly objective: ObjectiveSpec;
  /** for the record of each attempt */
  readonly environment: Json;
  /** by the task's id, as they were when the plan was opened */
  readonly trials: ReadonlyMap<string, TrialRecord>;
  /** by the task's id: read once, when the plan is opened; those that finish later come to it */
  readonly finished: Map<string, FinishedTask>;
}

/**
 * Goes on with the experiment of the same `spec`, whatever it is called, or makes it, as `name`, `name-2`, ...: the
 * first free one. Trials that were removed or cancelled are to be done again; what was running is ready again. Throws
 * InputError, naming the trial, for a result that is not whole: it is never silently trained again.
 */
export async function openPlan(store: LabStore, plan: Plan, environment: Json): Promise<OpenPlan> {
  const experiment = await findOrCreate(store, plan);
  const trials = new Map<string, TrialRecord>();
  const finished = new Map<string, FinishedTask>();
  for (const trial of await store.listTrials(experiment.id)) {
    const { task } = plan.tasks[trial.number]!;
    trials.set(task.id, trial);
    if (trial.endedAt !== null) finished.set(task.id, await readFinished(store, experiment, trial, task));
  }
  return { store, objective: plan.objective, environment, trials, finished };
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
    `Cannot go on with ${task.id}: its result in ${store.place} does not fit its SHA-256; train that run again ` +
      `after: ${writeCommand(["runs", "rm"], [`${name}/${number}`], ["--store", store.place])}`,
  );
}

function findOrCreate(store: LabStore, plan: Plan): Promise<ExperimentRecord> {
  const specSha256 = hashJson(plan.spec);
  return store.transaction(async (inside) => {
    const experiments = await inside.listExperiments();
    const experiment =
      experiments.find((known) => known.specSha256 === specSha256) ??
      (await inside.createExperiment(
        describeExperiment(plan, specSha256, new Set(experiments.map(({ name }) => name))),
      ));
    if (experiment.cancelled) await inside.reviveExperiment(experiment.id);
    await inside.reclaimTrials(experiment.id);
    const there = new Set((await inside.listTrials(experiment.id)).map(({ number }) => number));
    const missing = plan.tasks.map(describeTrial).filter(({ number }) => !there.has(number));
    if (missing.length > 0) await inside.addTrials(experiment.id, missing);
    return experiment;
  });
}

function describeExperiment(plan: Plan, specSha256: string, taken: ReadonlySet<string>): NewExperiment {
  const { spec, data, synthetic, objective, tasks } = plan;
  let name = plan.name;
  for (let i = 2; taken.has(name); i++) name = `${plan.name}-${i}`;
  return {
    name,
    spec,
    specSha256,
    data,
    synthetic,
    codeVersion: CODE_VERSION,
    objective: { metric: storedMetric(objective.metric), goal: goalOf(objective) },
    expectedTrials: tasks.length,
  };
}

function describeTrial({ task, ...planned }: PlannedTask, number: number): NewTrial {
  return {
    ...planned,
    number,
    // frozen JSON, as every task is
    task: task as object as Json,
    untilEpoch: trainingOf(task)?.epochs ?? 1,
    thresholds: null,
  };
}
