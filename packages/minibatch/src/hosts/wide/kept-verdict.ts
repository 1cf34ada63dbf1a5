/**
 * Verdicts that are kept, a file for each key: written beside, then renamed. One that is damaged, or for another key,
 * is as if it were not there.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fingerprint } from "./fingerprint.ts";
import type { MachineKey } from "./machine-key.ts";
import type { Verdict } from "./probe-in-child.ts";

const FORMAT = 1;
/** A verdict that may change holds for an hour. */
const HOUR_MS = 3_600_000;

interface Kept {
  readonly format: typeof FORMAT;
  readonly key: MachineKey;
  readonly verdict: Verdict;
  /** milliseconds since 1970 */
  readonly at: number;
}

/** Where the verdict for a key is kept. Long parts of it are compared, not hashed: that would take longer. */
export function verdictFile(folder: string, { abilities, rule: _rule, ...short }: MachineKey): string {
  return join(folder, `wide-vectors-${fingerprint(JSON.stringify([short, abilities.length]))}.json`);
}

/** Null where there is none that holds. */
export function readVerdict(folder: string, key: MachineKey, now: number = Date.now()): Verdict | null {
  try {
    const kept = JSON.parse(readFileSync(verdictFile(folder, key), "utf8")) as Kept;
    if (kept.format !== FORMAT || JSON.stringify(kept.key) !== JSON.stringify(key)) return null;
    const { isWide, reason, report, mayChange } = kept.verdict;
    const isVerdict =
      typeof isWide === "boolean" && typeof reason === "string" && (report !== null || !isWide) && kept.at <= now;
    if (!isVerdict || typeof mayChange !== "boolean") return null;
    return mayChange && now - kept.at > HOUR_MS ? null : { isWide, reason, report, mayChange };
  } catch {
    return null;
  }
}

/** A folder that cannot be written keeps nothing: the next process probes anew. */
export function keepVerdict(folder: string, key: MachineKey, verdict: Verdict, now: number = Date.now()): void {
  const file = verdictFile(folder, key);
  const beside = `${file}.${process.pid}`;
  const kept: Kept = { format: FORMAT, key, verdict, at: now };
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(beside, `${JSON.stringify(kept, null, 2)}\n`);
    renameSync(beside, file);
  } catch {
    // not even a folder
    if (existsSync(beside)) rmSync(beside, { force: true });
  }
}
