/** Progress where nothing can be drawn over: one line per finished trial, and one now and then while long ones run. */

import { formatDuration } from "../../progress/format-duration.ts";
import type { OverallState } from "../../progress/plan-progress.ts";
import type { TaskProgress } from "../../training/task.ts";
import { tellLine } from "../terminal/write-out.ts";
import type { ProgressDisplay } from "./progress-display.ts";

const SILENCE_MS = 15_000;
/** trials that end faster than this after a line are counted in the next one */
const LEAST_BETWEEN_MS = 100;

/** `now` in milliseconds. */
export function createLog(stream: NodeJS.WritableStream, now: () => number): ProgressDisplay {
  let lastLineMs = now();
  let overall: OverallState | null = null;
  let untold = 0;
  const running = new Map<number, { startMs: number; last: TaskProgress | null }>();
  let hasWritten = false;
  const write = (line: string): void => {
    hasWritten = true;
    lastLineMs = now();
    tellLine(line, stream);
  };
  return {
    onLine: write,
    onStatus(line) {
      // once, so that nobody looks at nothing: what follows it is soon told by what is done
      if (line !== null && !hasWritten) write(line);
    },
    onOverall(state) {
      if (state.phase !== overall?.phase) write(`${state.phase}:`);
      overall = state;
      if (now() - lastLineMs < SILENCE_MS) return;
      const left = state.secondsLeft === null ? [] : [`about ${formatDuration(state.secondsLeft)} left`];
      const best = state.best === undefined ? [] : [state.best];
      write(`${percent(state)} ${[`${state.finished}/${state.total} trials`, ...left, ...best].join(", ")}`);
    },
    onStart: (thread) => void running.set(thread, { startMs: now(), last: null }),
    onProgress(thread, _task, progress) {
      running.get(thread)!.last = progress;
    },
    onFinish(thread, task) {
      const { startMs, last } = running.get(thread)!;
      running.delete(thread);
      const isLast = overall !== null && overall.finished + 1 >= overall.total;
      if (now() - lastLineMs < LEAST_BETWEEN_MS && !isLast) {
        untold++;
        return;
      }
      const figures = [formatDuration((now() - startMs) / 1000)];
      if (last !== null && last.accuracy !== null) figures.push(`accuracy ${last.accuracy.toFixed(4)}`);
      if (last !== null && last.loss !== null) figures.push(`loss ${last.loss.toFixed(4)}`);
      if (untold > 0) figures.push(`and ${untold} more ${untold === 1 ? "trial" : "trials"} since the last line`);
      untold = 0;
      write(`${percent(overall)} ${task.id}: ${figures.join(", ")}`);
    },
    onFail(thread, task, diagnosis) {
      running.delete(thread);
      write(`${task.id} failed: ${diagnosis}`);
    },
    onLeave: (thread) => void running.delete(thread),
    close() {},
  };
}

function percent(state: OverallState | null): string {
  return `[${String(Math.floor((state?.share ?? 0) * 100)).padStart(3)}%]`;
}
