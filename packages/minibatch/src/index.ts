/** The only door. */
export { DataError, FormatError, SpecError } from "./errors.ts";
export type { ModelSpec } from "./model/spec.ts";
export type { OptimizerSpec } from "./optimizers/spec.ts";
export type { ScheduleSpec } from "./schedules/spec.ts";
