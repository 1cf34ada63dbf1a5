/**
 * How the learning rate moves: a factor on the optimizer's rate, a pure function of where training
 * stands. `at`, `over`, `every`, `warmup` and the like count epochs unless `unit` is "step".
 */
export type ScheduleUnit = "epoch" | "step";

/** A complete schedule: every default filled in, frozen. */
export type ScheduleSpec =
  | { readonly kind: "constant" }
  /** times `factor` after each of `at` (the report: factor .5 at [20, 40]) */
  | { readonly kind: "step"; readonly unit: ScheduleUnit; readonly at: readonly number[]; readonly factor: number }
  /** factor^(t / every); `staircase` floors the exponent */
  | {
      readonly kind: "exponential";
      readonly unit: ScheduleUnit;
      readonly factor: number;
      readonly every: number;
      readonly staircase: boolean;
    }
  /** 1 / (1 + decay t / every) */
  | {
      readonly kind: "inverse-time";
      readonly unit: ScheduleUnit;
      readonly decay: number;
      readonly every: number;
      readonly staircase: boolean;
    }
  /** from 1 to `end` over `over` by (1 - t/over)^power */
  | {
      readonly kind: "polynomial";
      readonly unit: ScheduleUnit;
      readonly over: number;
      readonly end: number;
      readonly power: number;
    }
  /**
   * linear warm-up over `warmup`, then half a cosine from 1 to `end` over `over`; restarted, each period
   * `restartFactor` times longer, `restarts` times
   */
  | {
      readonly kind: "cosine";
      readonly unit: ScheduleUnit;
      readonly warmup: number;
      readonly over: number;
      readonly end: number;
      readonly restarts: number;
      readonly restartFactor: number;
    }
  /** Smith's: from start to 1 over share `up` of `over`, then down to `end` in the last update, both cosine */
  | {
      readonly kind: "one-cycle";
      readonly unit: ScheduleUnit;
      readonly over: number;
      readonly up: number;
      readonly start: number;
      readonly end: number;
    }
  /** times `factor` when the metric has not improved for `patience` epochs, never below `minFactor` */
  | {
      readonly kind: "reduce-on-plateau";
      readonly metric: "validation-loss" | "train-loss";
      readonly factor: number;
      readonly patience: number;
      readonly minDelta: number;
      readonly cooldown: number;
      readonly minFactor: number;
    };

/** Where training stands before an update. */
export interface SchedulePosition {
  /** updates made so far: 0 before the first */
  readonly step: number;
  /** epochs finished, and the share done of the one in progress */
  readonly epoch: number;
  /**
   * updates that make an epoch: with it a schedule that counts epochs ends with its last update; without, at the end of
   * its last epoch
   */
  readonly stepsPerEpoch?: number;
}
