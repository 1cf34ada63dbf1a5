/** Where the lock of an experiment in a SQLite file lies: one process at a time trains it. */
import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { LOCK_NAME } from "../../files/lock-directory.ts";

/** One lock for one file, by whatever link it was named. */
export function sweepLockOf(file: string, experiment: string): string {
  return `${realFile(file)}.${experiment}.lock`;
}

/** A reproduction's runs lie in the directory of its report, and it locks that. */
export function directoryLockOf(file: string): string {
  return join(dirname(realFile(file)), LOCK_NAME);
}

function realFile(file: string): string {
  return existsSync(file) ? realpathSync(file) : file;
}
