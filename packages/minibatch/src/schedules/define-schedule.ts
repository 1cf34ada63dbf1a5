import { chooseKind, completeSpec, openSpec } from "../spec/complete-spec.ts";
import type { Words } from "../spec/words.ts";
import { SCHEDULES, scheduleRule } from "./rules.ts";
import type { ScheduleSpec } from "./spec.ts";

const words: Words = {
  "reduce-on-plateau": /plateau/,
  polynomial: /linear/,
  step: /piece/,
  over: /decays|tmax|total/,
  every: /steps/,
  factor: /gamma|rate/,
  at: /miles|bound/,
  minFactor: /minlr/,
  end: /alpha|min/,
  metric: /monitor/,
  up: /pct/,
};

/** A specification of which only the kind must be given, as far as the type goes. */
type Partly<S> = S extends { readonly kind: infer K } ? { readonly kind: K } & Partial<Omit<S, "kind">> : never;

/** A schedule as a user writes it; `"constant"` stands for `{ kind: "constant" }`. */
export type ScheduleInput = Partly<ScheduleSpec> | "constant" | "reduce-on-plateau";

/**
 * The complete schedule: defaults filled in, checked, frozen; a complete one comes back equal.
 * `path` is where it stands in a larger specification. Throws SpecError naming the field and the fix.
 */
export function defineSchedule(input: ScheduleInput, path = "schedule"): ScheduleSpec {
  const given = openSpec(path, input);
  const kind = chooseKind(path, SCHEDULES, given, words);
  return completeSpec<ScheduleSpec>(path, `a ${kind} schedule`, { kind }, scheduleRule(kind).fields, given, words);
}
