/** The recorded trainings, and the backends that must reproduce them. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { wasmBytes } from "../../src/wasm/wasm-backend.ts";
import type { RecordedTraining } from "./recorded-training.ts";

export const RECORDED_FILE: URL = new URL("../../fixtures/recorded-trainings.json", import.meta.url);

export const recordedTrainings: readonly RecordedTraining[] = JSON.parse(readFileSync(RECORDED_FILE, "utf8"));

/** Fast figures are those of fused multiply-add; a machine without it gives strict ones. */
export const RECORDED_NUMERICS = (["strict", "fast"] as const).filter(
  (numerics) => numerics === "strict" || wasmBytes("relaxed") !== null,
);

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
