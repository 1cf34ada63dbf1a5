/** What each kind of schedule defines: its fields, and its factor as a pure function of time. */
import { choice, type Field, type Fields, flag, number } from "../spec/fields.ts";
import type { ScheduleSpec, ScheduleUnit } from "./spec.ts";

export interface ScheduleRule<S extends ScheduleSpec> {
  readonly fields: Fields<S>;
  /**
   * the factor on the learning rate at time t >= 0, in the schedule's unit; epochs may be fractions. `step`: how long
   * an update takes; 0 where that is not known
   */
  factor(spec: S, t: number, step: number): number;
}

/** Epochs by default: a specification then means the same at every batch size. */
export const unit: Field<ScheduleUnit> = choice(["epoch", "step"], "epoch");
/** A stretch of time that must be given. */
export const duration: Field<number> = number({ above: 0 });
/** How long one unit of decay takes. */
export const every: Field<number> = number({ above: 0 }, 1);
/** Whether decay happens at the end of each `every` only. */
export const staircase: Field<boolean> = flag(false);

/** How many times `every` has passed, whole ones only when it is a staircase. */
export function countPeriods(spec: { readonly every: number; readonly staircase: boolean }, t: number): number {
  const periods = t / spec.every;
  return spec.staircase ? Math.floor(periods) : periods;
}
