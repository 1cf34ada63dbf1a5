/**
 * Trainings that begin alike: same network, data, seed and optimizer, and the same rates for some epochs. The first of
 * them trains those epochs, the others go on from its checkpoint there, which gives the bits of having trained them.
 * Pure.
 */
import { defineOptimizer, type ScheduleSpec } from "minibatch";
import type { Task, TrainTask } from "study";
import { canonicalJson } from "study/json";

/** A task that may go on from the first `epochs` epochs of another. */
export interface Fork {
  readonly task: Task;
  /** the follower's own training, or the one that its task looks at */
  readonly training: TrainTask;
  readonly epochs: number;
}

/** The task's training: itself, or what a task of another kind does first; null when it does none. */
export function trainingOf(task: Task): TrainTask | null {
  if (task.kind === "train") return task as TrainTask;
  return "training" in task ? (task.training as TrainTask) : null;
}

/** By the leader's id. Tasks lead later ones of `tasks` only, and each follows the one that takes it furthest. */
export function planForks(tasks: readonly Task[]): ReadonlyMap<string, readonly Fork[]> {
  const forks = new Map<string, Fork[]>();
  const earlier = new Map<string, { readonly id: string; readonly training: TrainTask }[]>();
  for (const task of tasks) {
    const training = trainingOf(task);
    if (training === null) continue;
    const start = describeStart(training);
    const candidates = earlier.get(start) ?? [];
    let leader: { readonly id: string; readonly epochs: number } | null = null;
    for (const candidate of candidates) {
      const epochs = countSharedEpochs(candidate.training, training);
      if (epochs > (leader?.epochs ?? 0)) leader = { id: candidate.id, epochs };
    }
    if (leader !== null) {
      const { id, epochs } = leader;
      forks.set(id, [...(forks.get(id) ?? []), { task, training, epochs }]);
    }
    earlier.set(start, [...candidates, { id: task.id, training }]);
  }
  return forks;
}

/** Equal for trainings that differ in their schedule, their length and what is recorded of them, at most. */
function describeStart({ data, model, optimizer, batchSize, seed, start }: TrainTask): string {
  const from = start === undefined ? {} : { start };
  return canonicalJson({ data, model, optimizer: { ...optimizer, schedule: null }, batchSize, seed, ...from } as never);
}

/** How many epochs of `follower` the leader trains with the same rates, and records as much of; equal starts given. */
function countSharedEpochs(leader: TrainTask, follower: TrainTask): number {
  if (follower.evaluateTrain && !leader.evaluateTrain) return 0;
  if (follower.doctor && !leader.doctor) return 0;
  const [a, b] = [defineOptimizer(leader.optimizer).schedule, defineOptimizer(follower.optimizer).schedule];
  const shared =
    canonicalJson(a) === canonicalJson(b) ? Number.POSITIVE_INFINITY : Math.min(countFullRate(a), countFullRate(b));
  return Math.min(shared, leader.epochs, follower.epochs);
}

/** Epochs at the undiminished rate from the first on. */
function countFullRate(schedule: ScheduleSpec): number {
  if (schedule.kind === "constant") return Number.POSITIVE_INFINITY;
  return schedule.kind === "step" && schedule.unit === "epoch" ? Math.min(...schedule.at) : 0;
}
