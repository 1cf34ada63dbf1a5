/** By which epoch's figure a training is judged. Pure. */
import type { Goal } from "./goal.ts";

/** A training's figures, epoch by epoch. */
export interface Course {
  /** after each epoch; NaN where there is none */
  readonly values: ArrayLike<number>;
  /**
   * After each epoch: the epoch whose network is kept when the training ends there, as early stopping that puts the
   * best epoch's weights back has told it; NaN where it was not told. Null: always the last one's.
   */
  readonly kept: ArrayLike<number> | null;
}

/** `last`: after the last epoch. `best`: in the epoch with the best figure, whose network is not kept. */
export interface Judgement {
  readonly goal: Goal;
  readonly at: "last" | "best";
}

/**
 * 1, 2, ...; 0 where there is none. Of the training as it was after `epochs` epochs, or all of its when they are fewer.
 * Where the best epoch's weights are put back it is that epoch, for `last` and `best` alike: the figure is then of the
 * network that is kept.
 */
export function judgedEpoch(
  { values, kept }: Course,
  { goal, at }: Judgement,
  epochs: number = Number.POSITIVE_INFINITY,
): number {
  const last = Math.min(epochs, values.length);
  const keptEpoch = kept?.[last - 1] ?? Number.NaN;
  if (!Number.isNaN(keptEpoch)) return keptEpoch;
  return at === "last" ? last : bestEpoch(values, last, goal);
}

/** Of equal ones the last epoch, whose network is kept, else the first. */
function bestEpoch(values: ArrayLike<number>, epochs: number, goal: Goal): number {
  let best = 0;
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const value = values[epoch - 1]!;
    if (!Number.isFinite(value)) continue;
    const other = best === 0 ? null : values[best - 1]!;
    if (other === null || (goal === "max" ? value > other : value < other)) best = epoch;
  }
  return best > 0 && values[epochs - 1] === values[best - 1] ? epochs : best;
}
