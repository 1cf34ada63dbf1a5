/** What the store keeps of an attempt at a training of one's own. Pure. */
import { type ObjectiveSpec, type OwnEpoch, type OwnResult, storedMetric } from "study";
import type { Metrics, TrialOutcome } from "../store/store.ts";
import { decodeOwnCheckpoint, type OwnCheckpoint } from "../training/own/own-checkpoint.ts";
import type { AttemptCourse } from "./attempt-course.ts";
import { type JudgedFigure, judgeCourse, NO_FIGURE } from "./trial-figures.ts";

const NO_EPOCHS: OwnCheckpoint = { bytes: null, behind: 0, epochs: [], seconds: 0 };

/** A figure that was not finite has failed it; the figures up to there are kept. */
export function describeOwnOutcome(course: AttemptCourse, objective: ObjectiveSpec): TrialOutcome {
  if (course.kind === "done") {
    const { epochs, diverged, pruned, seconds } = course.result as OwnResult;
    return {
      ...outcomeOf(epochs, seconds),
      status: diverged !== null ? "failed" : pruned !== null ? "pruned" : "finished",
      ...(diverged === null ? judge(epochs, objective) : NO_FIGURE),
      diagnosis: diverged ?? pruned,
    };
  }
  const { checkpoint } = course;
  const { epochs, seconds } = checkpoint === null ? NO_EPOCHS : decodeOwnCheckpoint(checkpoint);
  const outcome = outcomeOf(epochs, seconds);
  if (course.kind === "paused") return { ...outcome, status: "paused", ...judge(epochs, objective), checkpoint };
  return { ...outcome, status: "failed", diagnosis: course.diagnosis };
}

function judge(epochs: readonly OwnEpoch[], objective: ObjectiveSpec): JudgedFigure {
  if (epochs.length === 0) return NO_FIGURE;
  const name = storedMetric(objective.metric);
  const values = epochs.map((epoch) => epoch[name] ?? Number.NaN);
  return judgeCourse({ values, kept: null }, null, objective);
}

/** No network is kept: what it trained is its own. */
function outcomeOf(epochs: readonly OwnEpoch[], seconds: number): Omit<TrialOutcome, "status"> {
  return {
    epochs: epochs.length,
    metrics: metricsOf(epochs),
    ...NO_FIGURE,
    test: null,
    seconds,
    diagnosis: null,
    weights: null,
    checkpoint: null,
    result: null,
  };
}

/** Those that at least one epoch has, NaN where one has it not. */
function metricsOf(epochs: readonly OwnEpoch[]): Metrics {
  const names = new Set(epochs.flatMap((epoch) => Object.keys(epoch)));
  return Object.fromEntries(
    [...names].map((name) => [name, Float64Array.from(epochs, (epoch) => epoch[name] ?? Number.NaN)]),
  );
}
