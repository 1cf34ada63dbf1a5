import { createHash } from "node:crypto";
import { canonicalJson } from "../files/canonical-json.ts";
import type { ExperimentSpec } from "./spec.ts";

/**
 * SHA-256 of the spec's canonical JSON, in hexadecimal. The order of parameters counts, for a grid's last one moves fastest:
 * they are hashed as a list.
 */
export function hashSpec(spec: ExperimentSpec): string {
  const ordered = { ...spec, parameters: Object.entries(spec.parameters) };
  return createHash("sha256").update(canonicalJson(ordered)).digest("hex");
}
