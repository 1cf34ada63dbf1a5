/** In which order tasks start, and how long each takes. Pure. */

import type { Task } from "study";
import { type Fork, planForks } from "../../training/plan-forks.ts";

export interface OrderedTask {
  readonly task: Task;
  /** the number of its section */
  readonly section: number;
  /** on one thread, what it takes over from its leader not counted */
  readonly seconds: number;
  /** later tasks that go on from an epoch of this one */
  readonly forks: readonly Fork[];
}

/**
 * Section after section, longer tasks first, so that no thread has to wait for a long one at the end. `mayFollow` is
 * false for a task that has a checkpoint of its own.
 */
export function orderTasks(
  sections: readonly (readonly Task[])[],
  estimateSeconds: (task: Task) => number,
  mayFollow: (task: Task) => boolean,
): OrderedTask[] {
  const alone = sections.map((tasks) =>
    tasks.map((task) => ({ task, seconds: estimateSeconds(task) })).sort((a, b) => b.seconds - a.seconds),
  );
  const saved = new Map<string, number>();
  const forksOf = new Map<string, readonly Fork[]>();
  for (const [leader, planned] of planForks(alone.flat().map(({ task }) => task))) {
    const forks = planned.filter(({ task }) => mayFollow(task));
    forksOf.set(leader, forks);
    for (const { task, training, epochs } of forks) {
      saved.set(task.id, (estimateSeconds(training) * epochs) / training.epochs);
    }
  }
  return alone.flatMap((tasks, section) =>
    tasks
      .map(({ task, seconds }) => ({
        task,
        section,
        seconds: Math.max(0, seconds - (saved.get(task.id) ?? 0)),
        forks: forksOf.get(task.id) ?? [],
      }))
      .sort((a, b) => b.seconds - a.seconds),
  );
}
