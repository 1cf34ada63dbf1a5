/**
 * Seeds whose trainings nobody had seen when the rules that judge them were written: rules that were chosen or changed
 * after figures are judged on these, so that no figure had a say in them.
 */
import { seedsFrom } from "../budget.ts";

/** beyond the seeds of every section of the report */
const FIRST_FRESH = 100;

/** 100 + the report's seed, and up. */
export function freshSeeds(seed: number, count: number): number[] {
  return seedsFrom(FIRST_FRESH + seed, count);
}
