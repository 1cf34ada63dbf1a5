/** Whether everything in a file is as it was written: the structure, every seal and every blob. Reads all of it. */
import { DatabaseSync } from "node:sqlite";
import { hashBytes } from "../records/blobs.ts";
import { fitsSeal, sealOfMetric } from "./seal.ts";

const SEALED = ["experiments", "trials", "attempts"] as const;

export function isWhole(file: string): boolean {
  using database = new DatabaseSync(file, { readOnly: true });
  const [structure] = database.prepare("pragma integrity_check(1)").all();
  if (structure?.integrity_check !== "ok") return false;
  for (const table of SEALED) {
    for (const row of database.prepare(`select * from ${table}`).iterate()) if (!fitsSeal(row)) return false;
  }
  for (const row of database.prepare('select trial_id, name, "values", seal from metrics').iterate()) {
    const metric = row as { trial_id: number; name: string; values: unknown; seal: number | null };
    if (metric.seal !== null && metric.seal !== sealOfMetric(metric)) return false;
  }
  for (const { sha256, bytes } of database.prepare("select sha256, bytes from blobs").iterate()) {
    if (!(bytes instanceof Uint8Array) || hashBytes(bytes) !== sha256) return false;
  }
  return true;
}
