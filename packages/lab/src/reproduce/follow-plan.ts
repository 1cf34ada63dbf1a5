/** Turns what the runner tells of single tasks into where the whole reproduction stands. */
import { createPlanProgress } from "../run/plan-progress.ts";
import { planQueue } from "../run/plan-queue.ts";
import type { Task } from "../run/task.ts";
import type { RunEvents } from "../runner/run-tasks.ts";
import { SECTIONS, type Section } from "./plan.ts";
import type { ReproductionEvents } from "./reproduction-events.ts";

export interface PlanEvents extends RunEvents {
  enter(section: Section): void;
}

const SECTION_NAMES: Readonly<Record<Section, string>> = {
  problem1: "Problem 1",
  problem2: "Problem 2",
  problem3: "Problem 3",
  claims: "Claims",
};

export interface FollowPlanOptions {
  readonly plan: Readonly<Record<Section, readonly Task[]>>;
  readonly workers: number;
  readonly events: ReproductionEvents;
  isFinished(task: Task): boolean;
  estimateSeconds(task: Task): number;
  /** milliseconds, monotonic */
  now(): number;
}

export function followPlan({ plan, workers, events, isFinished, estimateSeconds, now }: FollowPlanOptions): PlanEvents {
  const tasks = SECTIONS.flatMap((section) => plan[section]);
  const queue = planQueue(
    SECTIONS.map((section) => plan[section]),
    estimateSeconds,
    () => true,
  );
  const progress = createPlanProgress({
    estimates: new Map(queue.map(({ task, seconds }) => [task.id, seconds])),
    finished: tasks.filter(isFinished).map((task) => task.id),
    workers,
    now,
  });
  let phase = "";
  const tellOverall = (): void => events.onOverall(progress.state(phase));
  return {
    enter(section) {
      phase = SECTION_NAMES[section];
      tellOverall();
    },
    onStart: (slot, task, resumed) => events.onStart(slot, task, resumed),
    onProgress(slot, task, state) {
      progress.advance(task, state);
      events.onProgress(slot, task, state);
      tellOverall();
    },
    onFinish(slot, task, result) {
      progress.finish(task);
      events.onFinish(slot, task, result);
      tellOverall();
    },
  };
}
