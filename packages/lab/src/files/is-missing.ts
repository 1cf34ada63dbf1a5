import { lstatSync, readlinkSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

/**
 * Whether nothing is there. False for what exists but cannot be reached: a circle of links, a folder without access.
 */
export function isMissing(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) === undefined;
  } catch {
    return false;
  }
}

/** The missing target at the end of a chain of links; null if `path` is no link. */
export function missingTarget(path: string): string | null {
  if (!isMissing(path)) return null;
  let end = path;
  while (isLink(end)) end = resolve(dirname(end), readlinkSync(end));
  return end === path ? null : end;
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}
