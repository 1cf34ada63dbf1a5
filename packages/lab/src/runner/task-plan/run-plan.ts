/** Runs a plan: what is in the store is taken from it, the rest is trained on the pool. */
import type { Json, Task } from "study";
import type { TaskProgress } from "../../training/task.ts";
import type { ThreadPool } from "../../training/thread-pool.ts";
import { runTrials } from "../run-trials.ts";
import type { TrialEvents } from "../trial-events.ts";
import type { OpenPlan } from "./open-plan.ts";
import { PlanSource } from "./plan-source.ts";

export interface TaskEvents {
  /** `thread` is its number; `resumed` says whether the task goes on from a checkpoint, its own or its leader's */
  onStart(thread: number, task: Task, resumed: boolean): void;
  onProgress(thread: number, task: Task, progress: TaskProgress): void;
  onFinish(thread: number, task: Task, result: Json): void;
}

export interface RunPlanOptions {
  /** has every task of `sections` */
  readonly plan: OpenPlan;
  readonly sections: readonly (readonly Task[])[];
  /** its threads hold the tasks' data */
  readonly pool: ThreadPool;
  readonly events: TaskEvents;
  /** every task of this section and of those before it has its result, in the store */
  onSectionEnd?(section: number): void;
  /** longer tasks start earlier, so that no core idles at the end; no figure depends on it */
  estimateSeconds(task: Task): number;
  /** aborted when the user interrupts: running tasks stop after a checkpoint */
  readonly signal: AbortSignal;
}

/**
 * One section after the other, except that a thread with nothing left to do in one begins the next. Gives every task's
 * result by its id, in the order of `sections`. Rejects with `signal.reason` after an interruption (checkpoints are
 * then saved), or with the first task's failure, after the other running tasks have stopped at a checkpoint too.
 */
export async function runPlan(options: RunPlanOptions): Promise<ReadonlyMap<string, Json>> {
  const { plan, sections, pool, events, signal } = options;
  const missing = sections.map((tasks) => tasks.filter(({ id }) => !plan.finished.has(id)));
  const tasks = new Map(missing.flat().map((task) => [plan.trials.get(task.id)?.id, task]));
  const tellSections = countSections(missing, (section) => options.onSectionEnd?.(section));
  const told: TrialEvents = {
    onStart: (thread, { id }, resumed) => events.onStart(thread, tasks.get(id)!, resumed),
    onProgress: (thread, { id }, progress) => events.onProgress(thread, tasks.get(id)!, progress),
    onEnd(thread, { id }, outcome) {
      if (outcome === null) return;
      const task = tasks.get(id)!;
      events.onFinish(thread, task, plan.finished.get(task.id)!.result);
      tellSections(task);
    },
  };
  const source = new PlanSource(plan, missing, options.estimateSeconds);
  await runTrials(source, { store: plan.store, pool, events: told, signal });
  return new Map(sections.flat().map(({ id }) => [id, plan.finished.get(id)!.result]));
}

/** Gives what to call with each task that ends; sections that lack nothing have ended at once. */
function countSections(
  missing: readonly (readonly Task[])[],
  onSectionEnd: (section: number) => void,
): (task: Task) => void {
  const left = missing.map((tasks) => tasks.length);
  const sectionOf = new Map(missing.flatMap((tasks, section) => tasks.map(({ id }) => [id, section] as const)));
  let current = 0;
  const tell = (): void => {
    while (left[current] === 0) onSectionEnd(current++);
  };
  tell();
  return ({ id }) => {
    left[sectionOf.get(id)!]!--;
    tell();
  };
}
