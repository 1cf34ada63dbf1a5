import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalJson } from "../json/canonical-json.ts";
import type { ExperimentSpec } from "./spec.ts";

/**
 * SHA-256 of the spec's canonical JSON, in hexadecimal. The order of parameters counts, for a grid's last one moves
 * fastest: they are hashed as a list.
 */
export function hashSpec(spec: ExperimentSpec): string {
  const ordered = { ...spec, parameters: Object.entries(spec.parameters) };
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(ordered))));
}
