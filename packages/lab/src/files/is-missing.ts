import { lstatSync, readlinkSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

/**
 * Nothing is there. False for what is there and cannot be reached: links in a circle, a folder that may not be entered.
 */
export function isMissing(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) === undefined;
  } catch {
    return false;
  }
}

/** What `path` is a link to, to the end of its links, where nothing is there; null where it is none. */
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
