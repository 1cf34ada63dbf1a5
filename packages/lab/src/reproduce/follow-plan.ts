/** Turns what the runner tells of single tasks into where the whole reproduction stands. */

import type { Task } from "study";
import { formatDuration } from "../progress/format-duration.ts";
import { createPlanProgress } from "../progress/plan-progress.ts";
import { orderTasks } from "../runner/task-plan/plan-order.ts";
import type { TaskEvents } from "../runner/task-plan/run-plan.ts";
import { trainingOf } from "../training/plan-forks.ts";
import { SECTIONS, type Section } from "./plan.ts";
import type { ReproductionEvents } from "./reproduction-events.ts";

export interface PlanEvents extends TaskEvents {
  enter(section: Section): void;
}

/** of what is to be done in this call: then it is told once how long it takes, as measured while it runs */
const MEASURED_SHARE = 0.1;

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
  /** seconds that writing the report takes, as far as that was seen */
  closingSeconds(): number;
  /** milliseconds, monotonic */
  now(): number;
}

export function followPlan({
  plan,
  workers,
  events,
  isFinished,
  estimateSeconds,
  closingSeconds,
  now,
}: FollowPlanOptions): PlanEvents {
  const tasks = SECTIONS.flatMap((section) => plan[section]);
  const queue = orderTasks(
    SECTIONS.map((section) => plan[section]),
    estimateSeconds,
    () => true,
  );
  const progress = createPlanProgress({
    estimates: new Map(queue.map(({ task, seconds }) => [task.id, { seconds, group: groupOf(task) }])),
    finished: tasks.filter(isFinished).map((task) => task.id),
    workers,
    closingSeconds,
    now,
  });
  let phase = "";
  const startMs = now();
  const shareAtStart = progress.state(phase).share;
  let isMeasured = false;
  const tellOverall = (): void => {
    const state = progress.state(phase);
    events.onOverall(state);
    const done = (state.share - shareAtStart) / (1 - shareAtStart);
    if (isMeasured || !(done >= MEASURED_SHARE) || state.secondsLeft === null) return;
    isMeasured = true;
    events.onLine(describePace((now() - startMs) / 1000, state.secondsLeft));
  };
  return {
    enter(section) {
      phase = SECTION_NAMES[section];
      tellOverall();
    },
    onStart(thread, task, resumed) {
      progress.start(task);
      events.onStart(thread, task, resumed);
    },
    onProgress(thread, task, state) {
      progress.advance(task, state);
      events.onProgress(thread, task, state);
      tellOverall();
    },
    onFinish(thread, task, result) {
      progress.finish(task);
      events.onFinish(thread, task, result);
      tellOverall();
    },
  };
}

/** Tasks of one kind on one data set: what the estimate leaves out, such as the doctor, weighs alike on them. */
function groupOf(task: Task): string {
  return `${task.kind} ${trainingOf(task)?.data.set ?? ""}`;
}

/** "As measured while it runs: about 6 min 02 s in all, 5 min 20 s left." */
export function describePace(seconds: number, left: number): string {
  return `As measured while it runs: about ${formatDuration(seconds + left)} in all, ${formatDuration(left)} left.`;
}
