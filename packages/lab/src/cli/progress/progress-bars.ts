/**
 * Progress on a terminal: a line for the whole and one per worker with the trial it trains, which stay in place; lines
 * that stay are printed above them. Asked for their width at every frame, for a window may be resized.
 */
import type { WriteStream } from "node:tty";
import type { OverallState } from "../../progress/plan-progress.ts";
import type { EpochFigures } from "../../training/task.ts";
import { cleanLine } from "../terminal/clean-text.ts";
import { fitLines } from "../terminal/fit-lines.ts";
import { lineWidth } from "../terminal/terminal-width.ts";
import { cutText, textWidth } from "../terminal/text-width.ts";
import { wrapWords } from "../terminal/wrap-words.ts";
import { readyText } from "../terminal/write-out.ts";
import { LiveArea } from "./live-area.ts";
import type { ProgressDisplay, ShownFigure } from "./progress-display.ts";
import { causeOf, formatFailure, formatOverall, formatTrials, type TrialState } from "./progress-lines.ts";

const FRAME_MS = 125;
/** of one configuration that fail alike: the others are counted */
const FAILURES_TOLD = 2;
/** from its first steps nobody can tell how long a trial takes */
const TRUSTED_EPOCHS = 0.5;
/** of a terminal that does not say how high it is */
const UNKNOWN_ROWS = 24;

/** What is shown of a task that nobody has chosen a figure for: the first that its epochs have. */
const WORTH_SHOWING: readonly ShownFigure[] = [
  { metric: "validationAccuracy", goal: "max" },
  { metric: "validationLoss", goal: "min" },
  { metric: "trainAccuracy", goal: "max" },
  { metric: "trainLoss", goal: "min" },
  { metric: "batchLoss", goal: "min" },
];

interface RunningTrial {
  readonly startMs: number;
  /** epochs that were done when this process took the trial up */
  startEpoch: number | null;
  shown: ShownFigure | null;
  readonly best: number[];
  state: TrialState;
}

export function createBars(stream: WriteStream, workers: number): ProgressDisplay {
  const area = new LiveArea(stream);
  let timer: NodeJS.Timeout | null = null;
  let overall: OverallState | null = null;
  let status: string | null = null;
  /** as wide as the widest so far: what stands behind the names does not jump from trial to trial */
  let nameWidth = 0;
  const running = new Map<number, RunningTrial>();
  /** how many there were, by configuration and cause */
  const failures = new Map<string, number>();

  function countUntold(): string[] {
    const untold = [...failures.values()].reduce((sum, count) => sum + Math.max(0, count - FAILURES_TOLD), 0);
    return untold === 0 ? [] : [`and ${untold} more failed as others of their configuration did`];
  }
  function rows(): string[] {
    const width = lineWidth(stream);
    const head = overall === null ? [] : [formatOverall(overall, width)];
    const told = status === null ? [] : [wrapWords(status, width)[0] as string];
    const threads = Array.from({ length: overall === null ? 0 : workers }, (_, thread) => thread);
    const lines = formatTrials(
      [...running.values()].map(({ state }) => state),
      width,
      nameWidth,
    );
    const lineOf = new Map([...running.keys()].map((thread, i) => [thread, lines[i] as string]));
    const trials = threads.map((thread) => lineOf.get(thread) ?? "");
    const alike = overall === null ? [] : countUntold().map((line) => cutText(line, width));
    const most = Math.max(1, (stream.rows || UNKNOWN_ROWS) - 1 - head.length - told.length - alike.length);
    const shown = trials.length <= most ? trials : trials.slice(0, most - 1);
    const others = trials.length - shown.length;
    return [
      ...alike,
      ...told,
      ...head,
      ...shown,
      ...(others > 0 ? [`and ${others} more workers`.slice(0, width)] : []),
    ];
  }
  function draw(): void {
    timer ??= setInterval(() => area.draw(rows()), FRAME_MS).unref();
    area.draw(rows());
  }

  return {
    onLine(line) {
      area.print(fitLines(readyText(line, stream), lineWidth(stream)).split("\n"), rows());
    },
    onStatus(line) {
      status = line === null ? null : cleanLine(line);
      draw();
    },
    onOverall(state) {
      const isFirst = overall === null;
      overall = { ...state, phase: cleanLine(state.phase) };
      if (!isFirst) return;
      status = null;
      draw();
    },
    onStart(thread, task, _resumed, shown) {
      const name = cleanLine(task.id);
      nameWidth = Math.max(nameWidth, textWidth(name));
      const best: number[] = [];
      const state: TrialState = { name, best, epoch: 0, epochs: 0, loss: null, secondsLeft: null };
      running.set(thread, { startMs: performance.now(), startEpoch: null, shown: shown ?? null, best, state });
    },
    onProgress(thread, _task, { epoch, epochs, loss, ended = [] }) {
      const trial = running.get(thread)!;
      for (const figures of ended) judge(trial, figures);
      trial.startEpoch ??= epoch;
      const epochsDone = epoch - trial.startEpoch;
      const elapsedSeconds = (performance.now() - trial.startMs) / 1000;
      const secondsLeft =
        epochsDone >= Math.min(TRUSTED_EPOCHS, epochs / 10) ? (elapsedSeconds / epochsDone) * (epochs - epoch) : null;
      trial.state = { ...trial.state, epoch, epochs, loss, secondsLeft };
    },
    onFail(thread, task, diagnosis, more, configuration = task.id) {
      running.delete(thread);
      const kind = `${configuration} ${causeOf(diagnosis)}`;
      const count = (failures.get(kind) ?? 0) + 1;
      failures.set(kind, count);
      if (count > FAILURES_TOLD) {
        draw();
        return;
      }
      const width = lineWidth(stream);
      const line = formatFailure(cleanLine(task.id), cleanLine(readyText(diagnosis)), cleanLine(more), width);
      area.print([line], rows());
    },
    onFinish: (thread) => void running.delete(thread),
    onLeave: (thread) => void running.delete(thread),
    close() {
      if (timer !== null) clearInterval(timer);
      timer = null;
      overall = null;
      status = null;
      area.close();
      area.print(
        countUntold().flatMap((line) => wrapWords(line, lineWidth(stream))),
        [],
      );
      failures.clear();
    },
  };
}

function judge(trial: RunningTrial, figures: EpochFigures): void {
  trial.shown ??= WORTH_SHOWING.find(({ metric }) => figures[metric] !== undefined) ?? null;
  if (trial.shown === null) return;
  const { metric, goal } = trial.shown;
  const figure = figures[metric] ?? Number.NaN;
  const before = trial.best.at(-1) ?? Number.NaN;
  const isBetter = goal === "max" ? figure > before : figure < before;
  trial.best.push(Number.isNaN(before) || isBetter ? figure : before);
}
