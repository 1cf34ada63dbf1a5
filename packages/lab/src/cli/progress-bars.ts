/**
 * Progress on a terminal: one bar for the whole, one per worker with the trial it trains. A worker keeps its bar from trial to
 * trial, because bars that come and go leave their traces on the screen. Lines that stay are printed above the bars.
 */
import type { WriteStream } from "node:tty";
import cliProgress from "cli-progress";
import type { OverallState } from "../run/plan-progress.ts";
import type { ProgressDisplay } from "./progress-display.ts";
import { formatOverall, formatTrial, type TrialState } from "./progress-lines.ts";
import { cleanLine } from "./terminal/clean-text.ts";
import { lineWidth } from "./terminal/terminal-width.ts";
import { readyText } from "./terminal/write-out.ts";
import { wrapWords } from "./wrap-words.ts";

const FRAMES_PER_SECOND = 8;
const ERASE_TO_LINE_END = "\u001B[K";

interface RunningTrial {
  readonly startMs: number;
  /** epochs that were done when this process took the trial up */
  startEpoch: number | null;
  state: TrialState;
}

export function createBars(stream: WriteStream, workers: number): ProgressDisplay {
  let bars: cliProgress.MultiBar | null = null;
  let overall: OverallState | null = null;
  const running = new Map<number, RunningTrial>();
  const width = (): number => lineWidth(stream);
  const drawOverall = (): string => (overall === null ? "" : formatOverall(overall, width()));
  const drawTrial = (slot: number): string => {
    const trial = running.get(slot);
    return trial === undefined ? "" : formatTrial(trial.state, width());
  };

  return {
    onLine(line) {
      const rows = wrapWords(readyText(line, stream), width());
      if (bars === null) stream.write(`${rows.join("\n")}\n`);
      else bars.log(rows.map((row) => `${row}${ERASE_TO_LINE_END}\n`).join(""));
    },
    onOverall(state) {
      overall = { ...state, phase: cleanLine(state.phase) };
      bars ??= startBars(stream, [drawOverall, ...Array.from({ length: workers }, (_, slot) => () => drawTrial(slot))]);
    },
    onStart(slot, task) {
      const begun = { epoch: 0, epochs: 0, loss: null, accuracy: null, secondsLeft: null };
      const state: TrialState = { name: cleanLine(task.id), ...begun };
      running.set(slot, { startMs: performance.now(), startEpoch: null, state });
    },
    onProgress(slot, _task, progress) {
      const trial = running.get(slot)!;
      trial.startEpoch ??= progress.epoch;
      const epochsDone = progress.epoch - trial.startEpoch;
      const elapsedSeconds = (performance.now() - trial.startMs) / 1000;
      const secondsLeft = epochsDone > 0 ? (elapsedSeconds / epochsDone) * (progress.epochs - progress.epoch) : null;
      trial.state = { ...trial.state, ...progress, secondsLeft };
    },
    onFinish: (slot) => void running.delete(slot),
    onLeave: (slot) => void running.delete(slot),
    close() {
      if (bars === null) return;
      // lines that wait to be printed above the bars
      bars.update();
      bars.stop();
      bars = null;
    },
  };
}

/** One bar per drawer; each draws its whole line. */
function startBars(stream: WriteStream, drawers: readonly (() => string)[]): cliProgress.MultiBar {
  const bars = new cliProgress.MultiBar({
    stream,
    fps: FRAMES_PER_SECOND,
    hideCursor: true,
    clearOnComplete: true,
    // a line printed above moves the bars, so that an unchanged one has to be drawn again too
    forceRedraw: true,
    gracefulExit: false,
    format: "",
  });
  for (const draw of drawers) bars.create(1, 0, {}, { format: draw });
  return bars;
}
