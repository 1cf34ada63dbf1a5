/**
 * Opens a store that cannot be written: somebody else's, on a read-only disk, or protected. To read a file, SQLite
 * needs its log and makes one if it is missing; here nothing is written beside the file.
 */
import { chmodSync, copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { describeWriteFailure } from "../../files/describe-write-failure.ts";

export interface OpenedFile {
  readonly database: DatabaseSync;
  /** nobody writes to the file while it is read: SQLite does not check that */
  readonly isFrozen: boolean;
  /** the open file: the store's, or a copy */
  readonly file: string;
  /** to be called after it is closed */
  remove(): void;
}

/** Opens the file itself or, if that is impossible, a copy. */
export function openToRead(file: string): OpenedFile {
  const path = resolve(file);
  const nothing = { file, remove() {} };
  if (!["-wal", "-shm"].some((log) => existsSync(path + log))) {
    const place = pathToFileURL(path);
    place.searchParams.set("immutable", "1");
    return { database: new DatabaseSync(place, { readOnly: true, timeout: 0 }), isFrozen: true, ...nothing };
  }
  // a process writes to it now, or died while it did: then only the log has the last commits
  return tryAsItIs(path, nothing) ?? openCopy(path);
}

function tryAsItIs(path: string, rest: Pick<OpenedFile, "file" | "remove">): OpenedFile | null {
  const database = new DatabaseSync(path, { readOnly: true, timeout: 0 });
  try {
    database.prepare("select count(*) from sqlite_schema").get();
    return { database, isFrozen: false, ...rest };
  } catch {
    database.close();
    return null;
  }
}

/**
 * Copies it to the system's temporary folder, where SQLite may merge the log. Throws OutputError if there is no room.
 */
export function openCopy(path: string): OpenedFile {
  const problem = (at: string, error: unknown): unknown =>
    describeWriteFailure(
      `Cannot copy the store ${path} to read it to`,
      at,
      error,
      "set TMPDIR to a folder with room for it",
    );
  const folder = makeFolder(join(tmpdir(), "minibatch-store-"), problem);
  const copy = join(folder, basename(path));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    for (const log of ["", "-wal"]) {
      if (!existsSync(path + log)) continue;
      copyFileSync(path + log, copy + log);
      // the copy inherits the permissions
      chmodSync(copy + log, 0o600);
    }
    return { database: new DatabaseSync(copy, { timeout: 0 }), isFrozen: false, file: copy, remove };
  } catch (error) {
    remove();
    throw problem(copy, error);
  }
}

function makeFolder(prefix: string, problem: (at: string, error: unknown) => unknown): string {
  try {
    return mkdtempSync(prefix);
  } catch (error) {
    throw problem(prefix, error);
  }
}
