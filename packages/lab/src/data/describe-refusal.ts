/** What the file system says when it does not take our bytes, in one line with the fix. */
import { dirname } from "node:path";
import { OutputError } from "../errors.ts";

const REFUSALS: Readonly<Record<string, (path: string) => string>> = {
  ENOSPC: () => "the disk is full; free some space and run again, it goes on where it stopped",
  EDQUOT: () => "the disk quota is used up; free some space and run again, it goes on where it stopped",
  EFBIG: () => "the file system takes no file of this size; give --data another directory",
  EROFS: () => "the file system is read-only; give --data a directory that can be written, or --offline",
  EACCES: (path) =>
    `no permission to write in ${dirname(path)}; give --data a directory that can be written, or --offline`,
  EPERM: (path) =>
    `no permission to write in ${dirname(path)}; give --data a directory that can be written, or --offline`,
  ENOENT: (path) =>
    `the file system makes nothing in ${dirname(path)}; give --data a directory that can be written, or --offline`,
  ENOTDIR: (path) => `a part of ${path} is a file, should be a directory; give --data another name`,
  EEXIST: (path) => `${path} is a file, should be a directory; give --data another name`,
  EISDIR: (path) => `${path} is a directory, should be a file; move it away`,
};

/** An OutputError for a system error of writing `path`; anything else is given back as it is. */
export function describeRefusal(action: string, path: string, error: unknown): unknown {
  const code = systemCode(error);
  if (code === undefined) return error;
  const reason = REFUSALS[code]?.(path) ?? `the system says ${code}`;
  return new OutputError(`${action} ${path}: ${reason}`, { cause: error });
}

/** `ENOENT` and the like; undefined for an error that is not the system's. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return undefined;
  return "syscall" in error ? error.code : undefined;
}
