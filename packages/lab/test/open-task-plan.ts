/** Tasks as a plan in a store of its own, for the runner's tests; the same plan again when it is there. */
import { join } from "node:path";
import type { Task } from "study";
import { type OpenPlan, openPlan } from "../src/runner/task-plan/open-plan.ts";
import { openStore } from "../src/store/open-store.ts";
import type { LabStore } from "../src/store/store.ts";

export interface OpenTaskPlan {
  readonly store: LabStore;
  readonly plan: OpenPlan;
  /** the plan's experiment */
  readonly id: number;
}

export async function openTaskPlan(directory: string, tasks: readonly Task[]): Promise<OpenTaskPlan> {
  const store = await openStore(join(directory, "runs.sqlite"));
  const described = {
    name: "plan",
    spec: { kind: "tasks" },
    data: {},
    synthetic: true,
    objective: { metric: "validation-accuracy", at: "last" },
    tasks: tasks.map((task, i) => ({ configuration: i, repeat: 0, parameters: { task: task.id }, seed: 1, task })),
  } as const;
  const plan = await openPlan(store, described, { test: true });
  return { store, plan, id: (await store.findExperiment(described.name))!.id };
}
