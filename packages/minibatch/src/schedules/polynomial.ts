import { pow } from "../math/pow.ts";
import { number } from "../spec/fields.ts";
import { duration, type ScheduleRule, unit } from "./rule.ts";
import type { ScheduleSpec } from "./spec.ts";

type PolynomialSpec = Extract<ScheduleSpec, { readonly kind: "polynomial" }>;

/** end + (1 - end) (1 - t/over)^power, then `end`: Keras's PolynomialDecay, whose power 1 is the default. */
export const polynomial: ScheduleRule<PolynomialSpec> = {
  fields: { unit, over: duration, end: number({ atLeast: 0 }, 0), power: number({ above: 0 }, 1) },
  factor(spec, t) {
    if (t >= spec.over) return spec.end;
    return spec.end + (1 - spec.end) * pow(1 - t / spec.over, spec.power);
  },
};
