/** Chooses the epoch whose figure a training is judged by. Pure. */
import type { Goal } from "./goal.ts";

/** A training's figures, epoch by epoch. */
export interface Course {
  /** after each epoch; NaN where there is none */
  readonly values: ArrayLike<number>;
  /**
   * After each epoch: the epoch whose network would be kept if the training ended there, as told by early stopping that
   * puts the best epoch's weights back; NaN where it was not told. Null: always the last epoch's.
   */
  readonly kept: ArrayLike<number> | null;
}

/** `last`: the last epoch. `best`: the epoch with the best figure; its network is not kept. */
export interface Judgement {
  readonly goal: Goal;
  readonly at: "last" | "best";
}

/**
 * The epoch (1, 2, ...; 0 where there is none) that judges a training after `epochs` epochs, or after all of them when
 * there are fewer. Where the best epoch's weights are put back it is that epoch, for `last` and `best` alike, so that
 * the figure is the kept network's.
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

/** The best epoch: among equal figures the last one if its network is kept, else the first. */
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
