import type { ScheduleRule } from "./rule.ts";
import type { ScheduleSpec } from "./spec.ts";

type ConstantSpec = Extract<ScheduleSpec, { readonly kind: "constant" }>;

/** The rate stays as it is. */
export const constant: ScheduleRule<ConstantSpec> = { fields: {}, factor: () => 1 };
