/** Saves what a process still holds of a store whose file was replaced: beside it, or wherever there is room. */
import { chmodSync, closeSync, existsSync, fsyncSync, openSync, rmSync, statSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fitsSeal, sealOfMetric } from "../integrity/seal.ts";
import { hashBytes } from "../records/blobs.ts";

const SEALED = ["experiments", "trials", "attempts"] as const;

/** Returns the saved file, with these permissions; null if it could not be saved whole. */
export function saveStore(database: DatabaseSync, file: string, mode: number): string | null {
  for (const folder of new Set([dirname(file), process.cwd(), tmpdir()])) {
    if (!isFolder(folder)) continue;
    const target = freeName(join(folder, `${basename(file)}.saved`));
    if (saveAs(database, target, mode)) return target;
    rmSync(target, { force: true });
  }
  return null;
}

/**
 * Removes the opened file's logs, which would corrupt the file that is there now. `isSameFile`: the file was
 * overwritten, and this process, which has the log open, would merge it when it ends: so the log is emptied.
 */
export function discardLogs(logs: readonly string[], isSameFile: boolean): void {
  for (const log of logs) {
    if (isSameFile && log.endsWith("-wal")) truncateSync(log, 0);
    rmSync(log, { force: true });
  }
}

function saveAs(database: DatabaseSync, target: string, mode: number): boolean {
  try {
    database.prepare("vacuum into ?").run(target);
    chmodSync(target, mode);
    const descriptor = openSync(target, "r+");
    fsyncSync(descriptor);
    closeSync(descriptor);
    return isWhole(target);
  } catch {
    return false;
  }
}

function freeName(name: string): string {
  if (!existsSync(name)) return name;
  for (let i = 2; ; i++) if (!existsSync(`${name}-${i}`)) return `${name}-${i}`;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Whether the whole file is intact: structure, seals and blobs. Reads all of it. */
function isWhole(file: string): boolean {
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
