/** Every kind of schedule: a new one is one file and one row here. */
import type { Prose } from "../spec/prose.ts";
import { constant } from "./constant.ts";
import { cosine } from "./cosine.ts";
import { exponential } from "./exponential.ts";
import { inverseTime } from "./inverse-time.ts";
import { oneCycle } from "./one-cycle.ts";
import { polynomial } from "./polynomial.ts";
import { reduceOnPlateau } from "./reduce-on-plateau.ts";
import type { ScheduleRule } from "./rule.ts";
import type { ScheduleSpec } from "./spec.ts";
import { step } from "./step.ts";

export type ScheduleKind = ScheduleSpec["kind"];

export const SCHEDULES: { readonly [K in ScheduleKind]: ScheduleRule<Extract<ScheduleSpec, { readonly kind: K }>> } = {
  constant,
  step,
  exponential,
  "inverse-time": inverseTime,
  polynomial,
  cosine,
  "one-cycle": oneCycle,
  "reduce-on-plateau": reduceOnPlateau,
};

/** The rule of a schedule whose kind is known only at run time; the table's type pairs them. */
export function scheduleRule<S extends ScheduleSpec>(kind: S["kind"]): ScheduleRule<S> {
  return SCHEDULES[kind] as unknown as ScheduleRule<S>;
}

export const scheduleProse: Prose<ScheduleKind> = {
  kinds: {
    constant: "The rate stays as it is.",
    step: "Times factor after each of at.",
    exponential: "Times factor^(t / every).",
    "inverse-time": "Divided by 1 + decay t / every.",
    polynomial: "From 1 to end over over, by (1 - t / over)^power.",
    cosine: "A linear warm-up, then half a cosine down to end; may be restarted.",
    "one-cycle": "Up from start over the share up, then down to end.",
    "reduce-on-plateau": "Times factor when the metric has not improved for patience epochs.",
  },
  fields: {
    unit: "What t counts.",
    at: "After which epochs or steps.",
    factor: "What the rate is multiplied by each time.",
    every: "In how many epochs or steps.",
    staircase: "Only whole powers, so that the rate falls in steps.",
    decay: "Decay.",
    over: "How long it takes, in epochs or steps.",
    end: "The factor at the end.",
    power: "Exponent.",
    warmup: "Epochs or steps of the warm-up.",
    restarts: "How often it starts again.",
    restartFactor: "How much longer each period is.",
    up: "Share of over.",
    start: "The factor at the beginning.",
    metric: "What must improve.",
    patience: "Epochs without an improvement.",
    minDelta: "An improvement must be larger.",
    cooldown: "Epochs to wait after a reduction.",
    minFactor: "Never below this share of the rate.",
  },
};
