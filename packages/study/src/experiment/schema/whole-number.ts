import * as z from "zod";
import { wanted } from "./wanted.ts";

/** `most` null: as far as whole numbers are exact. */
export function wholeNumber(least: number, most: number | null = null): z.ZodInt {
  const complaint = wanted(`a whole number ${most === null ? `at least ${least}` : `from ${least} to ${most}`}`);
  return z
    .int(complaint)
    .min(least, complaint)
    .max(most ?? Number.MAX_SAFE_INTEGER, complaint);
}
