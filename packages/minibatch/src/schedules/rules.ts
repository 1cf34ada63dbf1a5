/** Every kind of schedule: a new one is one file and one row here. */
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
