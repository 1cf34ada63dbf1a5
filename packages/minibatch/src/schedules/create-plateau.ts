import { DataError } from "../errors.ts";
import type { PlateauSpec } from "./reduce-on-plateau.ts";

/** The memory of a reduce-on-plateau schedule. */
export interface Plateau {
  /** [best metric, epochs waited, epochs of cooldown left, factor]: all there is to checkpoint; set it to resume */
  readonly state: Float64Array;
  /** the factor on the learning rate now */
  factor(): number;
  /** Takes the metric after an epoch, gives the factor for the next. Throws DataError when it is not finite. */
  observe(metric: number): number;
}

const BEST = 0;
const WAITED = 1;
const COOLDOWN = 2;
const FACTOR = 3;

/** Starts with factor 1. Counts as Keras's ReduceLROnPlateau does: an epoch of cooldown never counts as waited. */
export function createPlateau(spec: PlateauSpec): Plateau {
  const state = new Float64Array([Infinity, 0, 0, 1]);
  return {
    state,
    factor: () => state[FACTOR],
    observe(metric) {
      if (!Number.isFinite(metric)) {
        throw new DataError(
          `Cannot judge a plateau by a ${spec.metric} of ${metric}: it must be finite; lower the rate`,
        );
      }
      if (state[COOLDOWN] > 0) {
        state[COOLDOWN] -= 1;
        state[WAITED] = 0;
      }
      if (metric < state[BEST] - spec.minDelta) {
        state[BEST] = metric;
        state[WAITED] = 0;
      } else if (state[COOLDOWN] === 0) {
        state[WAITED] += 1;
        if (state[WAITED] >= spec.patience) {
          state[FACTOR] = Math.max(state[FACTOR] * spec.factor, spec.minFactor);
          state[COOLDOWN] = spec.cooldown;
          state[WAITED] = 0;
        }
      }
      return state[FACTOR];
    },
  };
}
