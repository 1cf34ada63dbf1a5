/**
 * Makes a directory and its parents. Node's own recursive mkdir never returns on a file system that answers ENOENT, as
 * /proc does.
 */
import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { describeWriteFailure, type Elsewhere, OUT_ELSEWHERE, systemCode } from "./describe-write-failure.ts";

/** Throws UsageError if a file is in the way, OutputError if the disk refuses. */
export function makeDirectory(path: string, elsewhere: Elsewhere = OUT_ELSEWHERE): void {
  try {
    makeWithParents(path);
  } catch (error) {
    throw describeWriteFailure("Cannot make the directory", refusedPath(error) ?? path, error, elsewhere);
  }
}

function makeWithParents(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  const parent = dirname(path);
  if (parent !== path) makeWithParents(parent);
  try {
    mkdirSync(path);
  } catch (error) {
    // Another process may have made it in between.
    if (systemCode(error) !== "EEXIST" || !statSync(path).isDirectory()) throw error;
  }
}

/** The parent directory that could not be made. */
function refusedPath(error: unknown): string | undefined {
  return error instanceof Error && "path" in error && typeof error.path === "string" ? error.path : undefined;
}
