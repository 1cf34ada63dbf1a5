/** Writes a file wholly or not at all: written beside, flushed, then renamed. */
import { closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { describeWriteFailure, type Elsewhere, OUT_ELSEWHERE } from "./describe-write-failure.ts";

const UNFINISHED = /\.\d+\.part$/;

/** When it throws, the old file is untouched: OutputError that names the path and the fix. */
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
    // fails itself if a part of the path is a file
    if (existsSync(beside)) rmSync(beside, { force: true });
    throw describeWriteFailure("Cannot write", path, error, elsewhere);
  }
}

/**
 * Removes the half-written files of killed processes from `folder` and below. Only for the holder of the folder's lock.
 * Throws OutputError when the folder cannot be read or changed.
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
