/** Tasks as a plan in a store of its own, for the runner's tests; the same plan again when it is there. */
import { join } from "node:path";
import type { Task } from "study";
import { openPlanTrials, type PlanTrials } from "../src/runner/plan/plan-trials.ts";
import { openStore } from "../src/store/open-store.ts";
import type { LabStore } from "../src/store/store.ts";

export interface OpenTaskPlan {
  readonly store: LabStore;
  readonly trials: PlanTrials;
  /** the plan's experiment */
  readonly id: number;
}

export async function openTaskPlan(directory: string, tasks: readonly Task[]): Promise<OpenTaskPlan> {
  const store = await openStore(join(directory, "runs.sqlite"));
  const plan = {
    name: "plan",
    spec: { kind: "tasks" },
    data: {},
    synthetic: true,
    objective: { metric: "validation-accuracy", at: "last" },
    tasks: tasks.map((task, i) => ({ configuration: i, repeat: 0, parameters: { task: task.id }, seed: 1, task })),
  } as const;
  const trials = await openPlanTrials(store, plan, { test: true });
  return { store, trials, id: (await store.findExperiment(plan.name))!.id };
}
