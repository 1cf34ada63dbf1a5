/** One number for a value, whoever wrote it and in whatever order. */
import { createHash } from "node:crypto";
import { canonicalJson } from "study/json";

/**
 * SHA-256, hexadecimal, of the value's canonical JSON. Throws TypeError, naming the path, for what JSON does not hold
 * exactly.
 */
export function hashJson(value: unknown): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex");
}
