import { choice, number } from "../spec/fields.ts";
import { metricWords } from "../spec/words.ts";
import type { ScheduleRule } from "./rule.ts";
import type { ScheduleSpec } from "./spec.ts";

/** The reduce-on-plateau schedule, complete: what `createPlateau` takes. */
export type PlateauSpec = Extract<ScheduleSpec, { readonly kind: "reduce-on-plateau" }>;

/**
 * Keras's ReduceLROnPlateau, its defaults for all but the metric. The factor depends on what was
 * measured, not on time: `createPlateau` keeps it; as a function of time it is 1.
 */
export const reduceOnPlateau: ScheduleRule<PlateauSpec> = {
  fields: {
    metric: choice(["validation-loss", "train-loss"], "validation-loss", metricWords),
    factor: number({ above: 0, below: 1 }, 0.1),
    patience: number({ atLeast: 1, whole: true }, 10),
    minDelta: number({ atLeast: 0 }, 1e-4),
    cooldown: number({ atLeast: 0, whole: true }, 0),
    minFactor: number({ atLeast: 0, atMost: 1 }, 0),
  },
  factor: () => 1,
};
