import { pow } from "../math/pow.ts";
import { number } from "../spec/fields.ts";
import { countPeriods, every, type ScheduleRule, staircase, unit } from "./rule.ts";
import type { ScheduleSpec } from "./spec.ts";

type ExponentialSpec = Extract<ScheduleSpec, { readonly kind: "exponential" }>;

/** factor^(t / every), as Keras's ExponentialDecay; above 1 it grows, as a learning-rate range test wants it. */
export const exponential: ScheduleRule<ExponentialSpec> = {
  fields: { unit, factor: number({ above: 0 }), every, staircase },
  factor: (spec, t) => pow(spec.factor, countPeriods(spec, t)),
};
