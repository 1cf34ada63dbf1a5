/** A plan of tasks as an experiment of a store: made with a trial per task, or found again. */
import type { Json, ObjectiveSpec, Task } from "study";
import { hashJson } from "../../files/hash-json.ts";
import type { ExperimentRecord, LabStore, NewExperiment, NewTrial } from "../../store/store.ts";
import { trainingOf } from "../../training/plan-forks.ts";
import { CODE_VERSION } from "../attempt-environment.ts";
import { goalOf, metricName } from "../trial-figures.ts";

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

/**
 * Goes on with the experiment of the same `spec`, whatever it is called, or makes it, as `name`, `name-2`, ...: the first free one.
 * Trials that were removed or cancelled are to be done again. No other process works on it: what was running is ready again.
 */
export function openPlan(store: LabStore, plan: Plan): Promise<ExperimentRecord> {
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
    objective: { metric: metricName(objective.metric), goal: goalOf(objective) },
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
