/** How a state looks: what failed, what is finished, what is going on. */
import type { TrialStatus } from "study";
import type { Style } from "../terminal/paint.ts";

const OF_TRIALS: Readonly<Record<TrialStatus, Style | null>> = {
  ready: null,
  running: "running",
  paused: null,
  finished: "finished",
  failed: "failed",
  pruned: "warning",
  cancelled: "warning",
};

export function styleOfTrial(status: TrialStatus): Style | null {
  return OF_TRIALS[status];
}

/** Of an experiment's state in words, which begins with what it is. */
const OF_EXPERIMENTS: readonly (readonly [begins: RegExp, style: Style])[] = [
  [/failed/, "warning"],
  [/^(?:stopped|killed|cancel)/, "warning"],
  [/^running/, "running"],
  [/^finished/, "finished"],
];

export function styleOfExperiment(status: string): Style | null {
  if (/^failed/.test(status)) return "failed";
  return OF_EXPERIMENTS.find(([begins]) => begins.test(status))?.[1] ?? null;
}
