import { number } from "../spec/fields.ts";
import { anneal } from "./anneal.ts";
import { duration, type ScheduleRule, unit } from "./rule.ts";
import type { ScheduleSpec } from "./spec.ts";

type OneCycleSpec = Extract<ScheduleSpec, { readonly kind: "one-cycle" }>;

/**
 * Smith & Topin, "Super-convergence", 2018: one rise from `start` to 1, one fall to `end`. The
 * cosine form and the defaults are PyTorch's OneCycleLR (pct_start .3, div_factor 25,
 * final_div_factor 1e4), and so are the ends: each phase ends with its last update, not a step after
 * it. The learning rate of the optimizer is the peak; its momentum stays as it is.
 */
export const oneCycle: ScheduleRule<OneCycleSpec> = {
  fields: {
    unit,
    over: duration,
    up: number({ above: 0, below: 1 }, 0.3),
    start: number({ atLeast: 0 }, 1 / 25),
    end: number({ atLeast: 0 }, 1 / 25e4),
  },
  factor(spec, t, step) {
    // where a phase has no steps, the first one is already on its way down
    const peak = spec.up * spec.over - step;
    const last = spec.over - step;
    if (t >= last) return spec.end;
    return t < peak ? anneal(spec.start, 1, t / peak) : anneal(1, spec.end, (t - peak) / (last - peak));
  },
};
