import { statSync } from "node:fs";

/** Nothing is there. False for what is there and cannot be reached: links in a circle, a folder that may not be entered. */
export function isMissing(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) === undefined;
  } catch {
    return false;
  }
}
