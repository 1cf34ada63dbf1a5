/** The progress of several plans together, and how long the rest will take. Pure: time comes from outside. */
import type { Task } from "study";
import type { TaskProgress } from "../training/task.ts";

export interface OverallState {
  readonly phase: string;
  /** 0 .. 1 of the estimated work */
  readonly share: number;
  readonly finished: number;
  readonly total: number;
  /** null while the pace is unknown */
  readonly secondsLeft: number | null;
  /** the best figure so far, in words */
  readonly best?: string;
  /** among the finished ones */
  readonly failed?: number;
}

export interface PlanProgress {
  start(task: Task): void;
  advance(task: Task, progress: TaskProgress): void;
  finish(task: Task): void;
  state(phase: string): OverallState;
}

/** What is estimated of a task beforehand. */
export interface TaskEstimate {
  /** on one worker */
  readonly seconds: number;
  /** estimates of one group are off by the same factor: the same network on the same data */
  readonly group: string;
}

export interface PlanProgressOptions {
  /** for every task, finished ones too, by id */
  readonly estimates: ReadonlyMap<string, TaskEstimate>;
  readonly finished: Iterable<string>;
  readonly workers: number;
  /** seconds after the last task, to write the report */
  closingSeconds(): number;
  /** milliseconds, monotonic */
  now(): number;
}

/** until this share of the work is done the estimates are trusted; then they are corrected by the pace so far */
const TRUSTED_SHARE = 0.02;

/** A task of this call: when it began, and at which share. */
interface Begun {
  readonly startMs: number;
  fromShare: number | null;
  endMs: number | null;
}

/** The work done, in estimated seconds, and the time it took. */
interface Pace {
  worked: number;
  seconds: number;
}

export function createPlanProgress(options: PlanProgressOptions): PlanProgress {
  const { estimates, finished, workers, closingSeconds, now } = options;
  const total = sum(Array.from(estimates.values(), ({ seconds }) => seconds));
  const totals = new Map<string, number>();
  for (const { group, seconds } of estimates.values()) totals.set(group, (totals.get(group) ?? 0) + seconds);
  const shares = new Map<string, number>();
  for (const id of finished) shares.set(id, 1);
  const begun = new Map<string, Begun>();
  const measure = (): ReadonlyMap<string, Pace> => {
    const paces = new Map<string, Pace>();
    for (const [id, { startMs, fromShare, endMs }] of begun) {
      if (fromShare === null) continue;
      const { group, seconds } = estimates.get(id)!;
      const pace = paces.get(group) ?? { worked: 0, seconds: 0 };
      paces.set(group, pace);
      pace.worked += (shares.get(id)! - fromShare) * seconds;
      pace.seconds += ((endMs ?? now()) - startMs) / 1000;
    }
    return paces;
  };
  return {
    start: ({ id }) => void begun.set(id, { startMs: now(), fromShare: null, endMs: null }),
    advance({ id }, { epoch, epochs }) {
      const share = Math.min(epoch / epochs, 1);
      shares.set(id, share);
      const task = begun.get(id);
      // the first message of a resumed task says where it goes on
      if (task !== undefined) task.fromShare ??= share;
    },
    finish({ id }) {
      shares.set(id, 1);
      const task = begun.get(id);
      if (task === undefined) return;
      task.fromShare ??= 0;
      task.endMs = now();
    },
    state(phase) {
      const paces = measure();
      const all = Array.from(paces.values());
      const overall = ratioOf(
        { worked: sum(all.map((p) => p.worked)), seconds: sum(all.map((p) => p.seconds)) },
        total,
        1,
      );
      const left = new Map(totals);
      for (const [id, share] of shares) {
        const { group, seconds } = estimates.get(id)!;
        left.set(group, left.get(group)! - share * seconds);
      }
      const work = sum(
        Array.from(left, ([group, seconds]) => {
          const pace = paces.get(group) ?? { worked: 0, seconds: 0 };
          return seconds * ratioOf(pace, totals.get(group)!, overall);
        }),
      );
      const isOver = Array.from(shares.values()).filter((share) => share === 1).length;
      const missing = sum(left.values());
      return {
        phase,
        share: total === 0 ? 1 : (total - missing) / total,
        finished: isOver,
        total: estimates.size,
        secondsLeft: work / workers + closingSeconds(),
      };
    },
  };
}

/** Seconds per estimated second, once enough work is done. */
function ratioOf({ worked, seconds }: Pace, total: number, otherwise: number): number {
  return worked > TRUSTED_SHARE * total ? seconds / worked : otherwise;
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
