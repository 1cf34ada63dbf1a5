import { number } from "../spec/fields.ts";
import { countPeriods, every, type ScheduleRule, staircase, unit } from "./rule.ts";
import type { ScheduleSpec } from "./spec.ts";

type InverseTimeSpec = Extract<ScheduleSpec, { readonly kind: "inverse-time" }>;

/** 1 / (1 + decay t / every), as Keras's InverseTimeDecay; with unit "step" it is Keras 2's `decay`. */
export const inverseTime: ScheduleRule<InverseTimeSpec> = {
  fields: { unit, decay: number({ atLeast: 0 }), every, staircase },
  factor: (spec, t) => 1 / (1 + spec.decay * countPeriods(spec, t)),
};
