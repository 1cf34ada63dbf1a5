/** The same hash for equal values, in whatever order their keys were written. */
import { createHash } from "node:crypto";
import { canonicalJson } from "study/json";

/**
 * SHA-256, hexadecimal, of the value's canonical JSON. Throws TypeError that names the path of a value that JSON cannot
 * hold exactly.
 */
export function hashJson(value: unknown): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex");
}
