import { pow } from "../math/pow.ts";
import { number } from "../spec/fields.ts";
import { countPeriods, every, type ScheduleRule, staircase, unit } from "./rule.ts";
import type { ScheduleSpec } from "./spec.ts";

type ExponentialSpec = Extract<ScheduleSpec, { readonly kind: "exponential" }>;

/** factor^(t / every), as Keras's ExponentialDecay. */
export const exponential: ScheduleRule<ExponentialSpec> = {
  fields: { unit, factor: number({ above: 0, atMost: 1 }), every, staircase },
  factor: (spec, t) => pow(spec.factor, countPeriods(spec, t)),
};
