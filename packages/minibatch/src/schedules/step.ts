import { type Field, number, valueError } from "../spec/fields.ts";
import type { Takes } from "../spec/takes.ts";
import { type ScheduleRule, unit } from "./rule.ts";
import type { ScheduleSpec } from "./spec.ts";

type StepSpec = Extract<ScheduleSpec, { readonly kind: "step" }>;

const takes = {
  type: "list",
  of: { type: "number", above: 0 },
  what: "a list of times, finite, above 0 and ascending",
} as const satisfies Takes;

const ascendingTimes: Field<readonly number[]> = {
  takes,
  read(value, path) {
    if (!Array.isArray(value) || value.length === 0) throw valueError(path, value, takes.what);
    const ascends = value.every((time, i) => Number.isFinite(time) && time > (i === 0 ? 0 : value[i - 1]));
    if (!ascends) throw valueError(path, value, takes.what);
    return Object.freeze([...value]);
  },
};

/** `factor` once more after each of `at`; an update made when t = at has it already (PyTorch's MultiStepLR). */
export const step: ScheduleRule<StepSpec> = {
  fields: { unit, at: ascendingTimes, factor: number({ above: 0, atMost: 1 }) },
  factor(spec, t) {
    let factor = 1;
    for (const time of spec.at) if (t >= time) factor *= spec.factor;
    return factor;
  },
};
