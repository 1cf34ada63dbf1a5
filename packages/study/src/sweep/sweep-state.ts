/** What a sweep decides from, and what it decides: plain data, shared by runner, queue and tests. */
import type { Point } from "../experiment/spec.ts";

/**
 * `ready`: a worker may take it · `running` · `paused`: waits at a rung for a decision · the rest are final: `finished`
 * · `failed` (diverged, bad spec, out of memory: has a diagnosis) · `pruned` · `cancelled`
 */
export const TRIAL_STATUSES = ["ready", "running", "paused", "finished", "failed", "pruned", "cancelled"] as const;
export type TrialStatus = (typeof TRIAL_STATUSES)[number];

export const FINAL_STATUSES: readonly TrialStatus[] = ["finished", "failed", "pruned", "cancelled"];

/** What a decision needs to know about a trial. */
export interface TrialState {
  /** 0, 1, ... in the experiment: configuration * repeats + repeat */
  readonly number: number;
  /** 0, 1, ... */
  readonly configuration: number;
  /** 0 .. repeats - 1 */
  readonly repeat: number;
  readonly point: Point;
  readonly status: TrialStatus;
  /** the objective's metric after each epoch trained so far; NaN where it was not finite */
  readonly values: readonly number[];
  /**
   * after each epoch, the epoch whose network would be kept; null where no weights are put back, so that it is always
   * the last
   */
  readonly kept: readonly number[] | null;
}

/** A configuration to begin: one trial per repeat. */
export interface NewConfiguration {
  readonly configuration: number;
  readonly point: Point;
  /** its trials train to this epoch, then pause; the training's last epoch where nothing is decided before */
  readonly untilEpoch: number;
  /**
   * [repeat][epoch - 1]: pruned when the best figure up to that epoch is worse than this; null: no decision there.
   * Null: never pruned
   */
  readonly thresholds: readonly (readonly (number | null)[])[] | null;
}

/** What to do next. It is applied in one transaction; the decision after that is empty. */
export interface SweepDecision {
  readonly create: readonly NewConfiguration[];
  /** paused trials, by number, that go on to a later epoch */
  readonly promote: readonly { readonly number: number; readonly untilEpoch: number }[];
  /** paused trials, by number, that end as pruned */
  readonly prune: readonly number[];
}
