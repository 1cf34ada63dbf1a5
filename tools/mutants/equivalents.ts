/**
 * Changes that no test can notice, for nothing changes that anybody could see: listed in `equivalents.json`, each with
 * the reason.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Change } from "./find-changes.ts";

/** Named by what is written there, not by the number of a line. */
export interface Equivalent {
  readonly file: string;
  /** the line as it stands, with «what is changed» marked */
  readonly where: string;
  /** what stands there after the change; left out: whatever stands there */
  readonly after?: string;
  readonly reason: string;
}

export function readEquivalents(file: string = join(import.meta.dirname, "equivalents.json")): Equivalent[] {
  return JSON.parse(readFileSync(file, "utf8")) as Equivalent[];
}

function isOf(change: Change, { file, where, after }: Equivalent): boolean {
  return change.file === file && change.where === where && (after === undefined || change.text === after);
}

/** The reason why a change is none, or null. */
export function equivalenceOf(change: Change, equivalents: readonly Equivalent[]): string | null {
  return equivalents.find((equivalent) => isOf(change, equivalent))?.reason ?? null;
}

/** Entries that are of no change any more: what they speak of has gone. */
export function staleEntries(equivalents: readonly Equivalent[], changes: readonly Change[]): Equivalent[] {
  return equivalents.filter((equivalent) => !changes.some((change) => isOf(change, equivalent)));
}
