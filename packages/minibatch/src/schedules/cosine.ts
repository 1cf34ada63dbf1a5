import { number } from "../spec/fields.ts";
import { anneal } from "./anneal.ts";
import { duration, type ScheduleRule, unit } from "./rule.ts";
import type { ScheduleSpec } from "./spec.ts";

type CosineSpec = Extract<ScheduleSpec, { readonly kind: "cosine" }>;

/**
 * Warm restarts of Loshchilov & Hutter, "SGDR", 2017, equation 5: in each period the factor falls
 * from 1 to `end` along half a cosine; the first period is `over` long, each next one
 * `restartFactor` times longer, and after the last it stays at `end`. Before them the factor rises
 * from 0 in a line over `warmup`, which is not part of `over` (Goyal et al., 2017, section 2.2).
 */
export const cosine: ScheduleRule<CosineSpec> = {
  fields: {
    unit,
    warmup: number({ atLeast: 0 }, 0),
    over: duration,
    end: number({ atLeast: 0 }, 0),
    restarts: number({ atLeast: 0, atMost: 1000, whole: true }, 0),
    restartFactor: number({ above: 0 }, 1),
  },
  factor(spec, t) {
    if (t < spec.warmup) return t / spec.warmup;
    let sinceStart = t - spec.warmup;
    let length = spec.over;
    for (let restart = 0; restart < spec.restarts && sinceStart >= length; restart++) {
      sinceStart -= length;
      length *= spec.restartFactor;
    }
    return sinceStart >= length ? spec.end : anneal(1, spec.end, sinceStart / length);
  },
};
