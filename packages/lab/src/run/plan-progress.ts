/** How far several plans together are, and how long the rest will take. Pure: time comes from outside. */
import type { Task, TaskProgress } from "./task.ts";

export interface OverallState {
  readonly phase: string;
  /** 0 .. 1 of the estimated work */
  readonly share: number;
  readonly finished: number;
  readonly total: number;
  /** null while nothing is known of the pace */
  readonly secondsLeft: number | null;
  /** the best figure so far, in words */
  readonly best?: string;
}

export interface PlanProgress {
  advance(task: Task, progress: TaskProgress): void;
  finish(task: Task): void;
  state(phase: string): OverallState;
}

export interface PlanProgressOptions {
  /** estimated seconds of every task, finished ones included, by id */
  readonly estimates: ReadonlyMap<string, number>;
  readonly finished: Iterable<string>;
  readonly workers: number;
  /** milliseconds, monotonic */
  now(): number;
}

/** the estimates are trusted until this share of the work was seen; then they are corrected by the pace so far */
const TRUSTED_SHARE = 0.02;

export function createPlanProgress({ estimates, finished, workers, now }: PlanProgressOptions): PlanProgress {
  const total = sum(estimates.values());
  const shares = new Map<string, number>();
  for (const id of finished) shares.set(id, 1);
  const done = (): number => sum(Array.from(shares, ([id, share]) => share * estimates.get(id)!));
  const doneAtStart = done();
  const startMs = now();
  return {
    advance: (task, { epoch, epochs }) => void shares.set(task.id, Math.min(epoch / epochs, 1)),
    finish: (task) => void shares.set(task.id, 1),
    state(phase) {
      const seconds = done();
      const worked = seconds - doneAtStart;
      const elapsedSeconds = (now() - startMs) / 1000;
      const pace = worked > TRUSTED_SHARE * total ? (elapsedSeconds * workers) / worked : 1;
      const finishedCount = Array.from(shares.values()).filter((share) => share === 1).length;
      return {
        phase,
        share: total === 0 ? 1 : seconds / total,
        finished: finishedCount,
        total: estimates.size,
        secondsLeft: ((total - seconds) / workers) * pace,
      };
    },
  };
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
