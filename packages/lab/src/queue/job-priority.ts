/**
 * pg-boss hands out jobs by priority, and equal ones by age. An experiment's trials are written together, so the
 * trial's number is part of the priority: a trial that comes back from a worker that stopped or died goes before those
 * that have not begun. Experiments of equal priority share the workers.
 */
import { UsageError } from "../errors.ts";

/** trials of an experiment that have an order: 2^20 */
export const RANKS = 1_048_576;
/** pg-boss's priority is an int32 */
const HIGHEST = 1_000;

/** Higher first. Throws UsageError for a priority that leaves no room for the trials. */
export function jobPriority(priority: number, trialNumber: number): number {
  if (!Number.isInteger(priority) || Math.abs(priority) > HIGHEST) {
    throw new UsageError(
      `Cannot set the priority to ${priority}: it should be a whole number from -${HIGHEST} to ${HIGHEST}`,
    );
  }
  return priority * RANKS + Math.max(0, RANKS - 1 - trialNumber);
}
