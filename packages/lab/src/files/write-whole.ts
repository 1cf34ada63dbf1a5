/** Files that are either the old ones or the new ones, whole: written beside, flushed, then renamed. */
import { closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { describeWriteFailure, type Elsewhere, OUT_ELSEWHERE } from "./describe-write-failure.ts";

const UNFINISHED = /\.\d+\.part$/;

/** Throws OutputError, naming the path and the fix, when the disk does not take it; the old file is then untouched. */
export function writeWhole(path: string, content: string | Uint8Array, elsewhere: Elsewhere = OUT_ELSEWHERE): void {
  const beside = `${path}.${process.pid}.part`;
  try {
    const file = openSync(beside, "w");
    try {
      const bytes = typeof content === "string" ? Buffer.from(content) : content;
      for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(beside, path);
  } catch (error) {
    // removing what is not there fails by itself where a part of the path is a file
    if (existsSync(beside)) rmSync(beside, { force: true });
    throw describeWriteFailure("Cannot write", path, error, elsewhere);
  }
}

/**
 * Removes what killed processes left half-written in `folder` and below; for whoever holds the folder's lock. Throws
 * OutputError when the folder may not be read or changed.
 */
export function removeUnfinished(folder: string): void {
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
      if (entry.isFile() && UNFINISHED.test(entry.name)) rmSync(join(entry.parentPath, entry.name), { force: true });
    }
  } catch (error) {
    throw describeWriteFailure("Cannot clear", folder, error, OUT_ELSEWHERE);
  }
}
