/** The line that says, before anything is trained, how long it will take here. */

import type { Task } from "study";
import { formatDuration } from "../progress/format-duration.ts";
import { orderTasks } from "../runner/task-plan/plan-order.ts";
import { SECTIONS, type Section } from "./plan.ts";
import { sectionEnds } from "./schedule-length.ts";

export interface BudgetQuestion {
  readonly plan: Readonly<Record<Section, readonly Task[]>>;
  readonly workers: number;
  isFinished(task: Task): boolean;
  /** on one worker */
  estimateSeconds(task: Task): number;
}

/** The figures are there before the claims, which a worker begins when the figures' last tasks are the others'. */
export function describeBudget({ plan, workers, isFinished, estimateSeconds }: BudgetQuestion): string {
  const missing = (section: Section): Task[] => plan[section].filter((task) => !isFinished(task));
  // a checkpoint's share of its task is not looked at
  const queue = orderTasks(SECTIONS.map(missing), estimateSeconds, () => true);
  const ends = sectionEnds(queue, SECTIONS.length, workers);
  const total = SECTIONS.reduce((count, section) => count + plan[section].length, 0);
  const left = SECTIONS.reduce((count, section) => count + missing(section).length, 0);
  const trials =
    left === total
      ? `${total} trials take`
      : `${left} of ${total} trials ${left === 1 ? "is left and takes" : "are left and take"}`;
  const threads = workers === 1 ? "1 worker" : `${workers} workers`;
  if (left === 0) return `All ${total} trials are finished: the report is written again.`;
  const figures = Math.max(...ends.filter((_, section) => SECTIONS[section] !== "claims"));
  const whole = Math.max(...ends);
  const early = figures > 0 ? `, the figures after ${formatDuration(figures)}` : "";
  return `${trials} about ${formatDuration(whole)} here on ${threads}${early} (measured on real steps just now).`;
}
