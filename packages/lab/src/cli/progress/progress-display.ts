/** The progress of a reproduction or a sweep on a terminal (bars that stay in place) or in a log (lines). */
import type { Task } from "study";
import type { ReproductionEvents } from "../../reproduce/reproduction-events.ts";

/** The figure by which a trial is judged, by the store's name. */
export interface ShownFigure {
  readonly metric: string;
  readonly goal: "min" | "max";
}

export interface ProgressDisplay extends ReproductionEvents {
  /** `shown`: which figure of its epochs; without it the first that it has of those that are worth showing */
  onStart(thread: number, task: Task, resumed: boolean, shown?: ShownFigure): void;
  /**
   * a trial failed: why, the words of the command that tells more, and its configuration, for failures of one
   * configuration that are alike may only be counted
   */
  onFail(thread: number, task: Task, diagnosis: string, more: string, configuration?: string): void;
  /** what is done before there is anything to show, on a terminal; null: no more */
  onStatus(line: string | null): void;
  /** the thread's trial has gone for now: paused, stopped, or no longer ours */
  onLeave(thread: number): void;
  /** takes the bars away; lines may still come */
  close(): void;
}
