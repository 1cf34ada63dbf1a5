/**
 * Makes a directory and those above it. Node's own recursive mkdir never returns where a file system refuses with
 * ENOENT, as /proc does.
 */
import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { describeWriteFailure, type Elsewhere, OUT_ELSEWHERE, systemCode } from "./describe-write-failure.ts";

/** Throws UsageError where a file is in the way, OutputError where the disk refuses. */
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

/** Which of the directories above was refused. */
function refusedPath(error: unknown): string | undefined {
  return error instanceof Error && "path" in error && typeof error.path === "string" ? error.path : undefined;
}
