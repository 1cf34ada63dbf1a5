/** Looks at what lies in the store's place before SQLite opens it: SQLite would wait for ever on a pipe. */
import { readSync, type Stats, statSync } from "node:fs";
import { dirname } from "node:path";
import { InputError } from "../../errors.ts";
import { systemCode } from "../../files/describe-write-failure.ts";
import { missingTarget } from "../../files/is-missing.ts";
import { holdFile } from "./held-file.ts";

/** SQLite's documentation, "Database File Format", 1.3.1. */
const MAGIC = "SQLite format 3\0";

const REASONS: Readonly<Record<string, string>> = {
  ELOOP: "its links lead to each other in a circle; name the file itself",
  EACCES: "no permission to read it; ask its owner, or name another",
  EPERM: "no permission to read it; ask its owner, or name another",
  ENAMETOOLONG: "the system takes no name of this length; choose a shorter one",
};

/**
 * False if there is none yet. Throws InputError if it is no SQLite file, or if there is none and none is to be made.
 */
export function checkFile(file: string, create: boolean): boolean {
  const found = look(file, file);
  if (found === undefined) {
    const target = missingTarget(file);
    const isLink = target === null ? "" : `it is a link to ${target}, and `;
    if (!create) {
      throw new InputError(
        `Cannot open the store ${file}: ${isLink}there is no such file; name another, or run a sweep with it`,
      );
    }
    const folder = dirname(target ?? file);
    if (!look(folder, file)?.isDirectory()) {
      throw new InputError(`Cannot make the store ${file}: ${isLink}there is no folder ${folder}; make it first`);
    }
    return false;
  }
  if (found.isDirectory()) {
    throw new InputError(`Cannot open the store ${file}: it is a folder, should be a file; name a file in it`);
  }
  if (!found.isFile()) {
    throw new InputError(`Cannot open the store ${file}: it is ${kindOf(found)}, should be a file; name another`);
  }
  if (found.size === 0 && !create) {
    throw new InputError(
      `Cannot open the store ${file}: it holds no experiments; name another, or run a sweep with it`,
    );
  }
  const head = attempt(file, () => readHead(file));
  if (head === "" || head === MAGIC) return true;
  throw new InputError(`Cannot open the store ${file}: it is not an SQLite file; name another, or move it away`);
}

function look(path: string, file: string): Stats | undefined {
  return attempt(file, () => statSync(path, { throwIfNoEntry: false }));
}

function attempt<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = systemCode(error);
    if (code === undefined) throw error;
    throw new InputError(`Cannot open the store ${file}: ${REASONS[code] ?? `the system says ${code}; name another`}`, {
      cause: error,
    });
  }
}

function kindOf(found: Stats): string {
  if (found.isFIFO()) return "a pipe";
  return found.isSocket() ? "a socket" : "a device";
}

function readHead(file: string): string {
  const held = holdFile(file);
  try {
    const head = Buffer.alloc(MAGIC.length);
    return head.toString("latin1", 0, readSync(held.descriptor, head, 0, head.length, 0));
  } finally {
    held.release();
  }
}
