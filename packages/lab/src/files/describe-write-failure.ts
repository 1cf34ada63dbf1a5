/** Why the file system did not take our bytes, in one line with the fix. */
import { dirname } from "node:path";
import { OutputError, UsageError } from "../errors.ts";

/** What the user can do instead: the option that names another place. */
export type Elsewhere = string;

export const OUT_ELSEWHERE: Elsewhere = "give --out a directory that can be written";

const REFUSALS: Readonly<Record<string, (path: string, elsewhere: Elsewhere) => string>> = {
  ENOSPC: () => "the disk is full; free some space and run the command again, it goes on where it stopped",
  EDQUOT: () => "the disk quota is used up; free some space and run the command again, it goes on where it stopped",
  EFBIG: (_path, elsewhere) => `the file system takes no file of this size; ${elsewhere}`,
  EROFS: (_path, elsewhere) => `the file system is read-only; ${elsewhere}`,
  EACCES: (path, elsewhere) => `no permission to write in ${dirname(path)}; ${elsewhere}`,
  EPERM: (path, elsewhere) => `no permission to write in ${dirname(path)}; ${elsewhere}`,
  ENOENT: (path, elsewhere) => `nothing can be made in ${dirname(path)}; ${elsewhere}`,
  ENOTDIR: (path, elsewhere) => `a part of ${path} is a file, should be a directory; ${elsewhere}`,
  EEXIST: (path, elsewhere) => `${path} is a file, should be a directory; ${elsewhere}`,
  ELOOP: (path, elsewhere) => `links in ${path} lead to each other in a circle; ${elsewhere}`,
  ENAMETOOLONG: (_path, elsewhere) => `the system takes no name of this length; ${elsewhere}`,
  EISDIR: (path) => `${path} is a directory, should be a file; move it away`,
};

/** Codes for a path that is wrong in itself, such as a file in place of a directory. */
const WRONG_PATHS: ReadonlySet<string> = new Set(["ENOTDIR", "EEXIST", "ELOOP", "ENAMETOOLONG"]);

/** A UsageError for a wrong path, an OutputError for other system errors; any other `error` is returned as it is. */
export function describeWriteFailure(action: string, path: string, error: unknown, elsewhere: Elsewhere): unknown {
  const code = systemCode(error);
  if (code === undefined) return error;
  const reason = REFUSALS[code]?.(path, elsewhere) ?? `the system says ${code}`;
  const Refusal = WRONG_PATHS.has(code) ? UsageError : OutputError;
  return new Refusal(`${action} ${path}: ${reason}`, { cause: error });
}

/** `ENOENT` and the like; undefined for an error that is not from the system. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return undefined;
  return "syscall" in error ? error.code : undefined;
}
