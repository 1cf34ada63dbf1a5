/** Files that are either the old ones or the new ones, whole: written beside, flushed, then renamed. */
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { OutputError } from "../errors.ts";

const UNFINISHED = /\.\d+\.part$/;

/** Throws OutputError, naming the path and the fix, when the disk does not take it; the old file is then untouched. */
export function writeWhole(path: string, content: string | Uint8Array): void {
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
    rmSync(beside, { force: true });
    throw describeRefusal(`Cannot write ${path}`, error);
  }
}

/** Makes the directory and those above it. Throws OutputError where a file is in the way or the disk refuses. */
export function makeDirectory(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw describeRefusal(`Cannot make the directory ${path}`, error);
  }
}

/** Removes what killed processes left half-written in `folder` and below; for whoever holds the folder's lock. */
export function removeUnfinished(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile() && UNFINISHED.test(entry.name)) rmSync(join(entry.parentPath, entry.name), { force: true });
  }
}

const REFUSALS: Readonly<Record<string, (path: string) => string>> = {
  ENOSPC: () => "the disk is full; free some space and run the command again, it goes on where it stopped",
  EDQUOT: () => "the disk quota is used up; free some space and run the command again, it goes on where it stopped",
  EFBIG: () => "the file system takes no file of this size; give --out another directory",
  EROFS: () => "the file system is read-only; give --out a directory that can be written",
  EACCES: (path) => `no permission to write in ${dirname(path)}; give --out a directory that can be written`,
  EPERM: (path) => `no permission to write in ${dirname(path)}; give --out a directory that can be written`,
  ENOTDIR: (path) => `a part of ${path} is a file, not a directory; give --out another name`,
  EEXIST: (path) => `${path} is a file, not a directory; give --out another name`,
  EISDIR: (path) => `${path} is a directory, where a file should be; move it away`,
  ENOENT: (path) => `${dirname(path)} is gone; run the command again`,
};

function describeRefusal(action: string, error: unknown): Error {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return asError(error);
  const path = "path" in error && typeof error.path === "string" ? error.path : "the directory";
  const reason = REFUSALS[error.code]?.(path) ?? `the system says ${error.code}`;
  return new OutputError(`${action}: ${reason}`, { cause: error });
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
