/**
 * How long the rest of a sweep will take, from the time that its trials took so far. Pure: time comes from outside. It
 * learns three things: what a step and a row of a training cost here, at which share of their epochs trials end
 * (stopped early, pruned, failed), and how many run at a time.
 */
import type { TrainingWork } from "../training/estimate-training.ts";
import { EndShares } from "./end-shares.ts";
import { finishingTime } from "./finishing-time.ts";
import { fitPace, type Pace, type PaceSample, secondsOf } from "./fit-pace.ts";

export interface TimeLeft {
  /** `from`: the share of its epochs trained by earlier calls */
  begin(trial: number, thread: number, work: TrainingWork, from: number): void;
  /** `share` 0 .. 1 of its epochs */
  advance(trial: number, share: number): void;
  /** it has ended for good */
  end(trial: number, failed: boolean): void;
  /** the rest of it is still to be trained */
  leave(trial: number): void;
  /** `waiting`: the work of the trials that nobody has begun. Null while the pace is unknown */
  secondsLeft(waiting: readonly TrainingWork[], workers: number): number | null;
  /** one worker's time for this work at the pace so far; null likewise */
  secondsOf(work: TrainingWork): number | null;
}

interface Begun {
  readonly thread: number;
  readonly work: TrainingWork;
  readonly from: number;
  /** of its worker */
  readonly isFirst: boolean;
  /** when measuring began, and at which share: a worker's first trial is not charged with the worker's start */
  startMs: number | null;
  startShare: number;
  share: number;
  lastMs: number;
}

/** The first steps say nothing, because code is being compiled: a pace needs this share of a training and this time. */
const LEAST_SHARE = 0.1;
const LEAST_SECONDS = 0.5;
/** during a worker's first trial its code is still being compiled */
const FIRST_WEIGHT = 0.2;
/** for a training of hours this is enough */
const ENOUGH_SECONDS = 10;

function isEnough(samples: readonly PaceSample[]): boolean {
  let [share, seconds] = [0, 0];
  for (const sample of samples) {
    share += sample.share;
    seconds += sample.seconds;
  }
  return seconds >= ENOUGH_SECONDS || (seconds >= LEAST_SECONDS && share >= LEAST_SHARE);
}

/** `now` in milliseconds, monotonic. */
export function createTimeLeft(now: () => number): TimeLeft {
  const running = new Map<number, Begun>();
  const samples: PaceSample[] = [];
  const ends = new EndShares();
  /** when each worker's last trial ended: the time between two trials counts for the second */
  const freeSinceMs = new Map<number, number>();
  const sampleOf = ({ work, startMs, startShare, share, lastMs, isFirst }: Begun): PaceSample[] =>
    startMs === null || share <= startShare || lastMs <= startMs
      ? []
      : [{ work, share: share - startShare, seconds: (lastMs - startMs) / 1000, weight: isFirst ? FIRST_WEIGHT : 1 }];
  const settle = (trial: number, end: "failed" | "stopped" | null): void => {
    const begun = running.get(trial);
    if (begun === undefined) return;
    running.delete(trial);
    begun.lastMs = now();
    samples.push(...sampleOf(begun));
    ends.add(begun.from, begun.share, end);
    freeSinceMs.set(begun.thread, now());
  };
  const measure = (): Pace | null => {
    const all = [...samples, ...[...running.values()].flatMap(sampleOf)];
    return isEnough(all) ? fitPace(all) : null;
  };
  return {
    begin(trial, thread, work, from) {
      const startMs = freeSinceMs.get(thread) ?? null;
      running.set(trial, {
        thread,
        work,
        from,
        isFirst: startMs === null,
        startMs,
        startShare: from,
        share: from,
        lastMs: now(),
      });
    },
    advance(trial, share) {
      const begun = running.get(trial);
      if (begun === undefined) return;
      if (begun.startMs === null) {
        begun.startMs = now();
        begun.startShare = share;
      }
      begun.share = Math.max(begun.share, share);
      begun.lastMs = now();
    },
    end: (trial, failed) => settle(trial, failed ? "failed" : "stopped"),
    leave: (trial) => settle(trial, null),
    secondsLeft(waiting, workers) {
      const open = [...running.values()];
      const pace = measure();
      if (pace === null) return null;
      const shares = ends.with(open);
      const busy = open.map(({ work, share, lastMs }) => {
        const silent = (now() - lastMs) / 1000;
        const left = shares.leftAfter(share) * secondsOf(work, pace);
        return Math.max(left - silent, 0);
      });
      const whole = shares.leftAfter(0);
      return finishingTime(
        busy,
        waiting.map((work) => whole * secondsOf(work, pace)),
        workers,
      );
    },
    secondsOf(work) {
      const pace = measure();
      return pace === null ? null : secondsOf(work, pace);
    },
  };
}
