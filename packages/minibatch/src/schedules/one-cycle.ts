import { number } from "../spec/fields.ts";
import { anneal } from "./anneal.ts";
import { duration, type ScheduleRule, unit } from "./rule.ts";
import type { ScheduleSpec } from "./spec.ts";

type OneCycleSpec = Extract<ScheduleSpec, { readonly kind: "one-cycle" }>;

/**
 * Smith & Topin, "Super-convergence", 2018: one rise from `start` to 1, one fall to `end`. The
 * cosine form and the defaults are PyTorch's OneCycleLR (pct_start .3, div_factor 25,
 * final_div_factor 1e4); the learning rate of the optimizer is the peak.
 */
export const oneCycle: ScheduleRule<OneCycleSpec> = {
  fields: {
    unit,
    over: duration,
    up: number({ above: 0, below: 1 }, 0.3),
    start: number({ atLeast: 0 }, 1 / 25),
    end: number({ atLeast: 0 }, 1 / 25e4),
  },
  factor(spec, t) {
    if (t >= spec.over) return spec.end;
    const rise = spec.up * spec.over;
    return t < rise ? anneal(spec.start, 1, t / rise) : anneal(1, spec.end, (t - rise) / (spec.over - rise));
  },
};
