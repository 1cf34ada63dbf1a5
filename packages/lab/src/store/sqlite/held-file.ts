/**
 * A file that is looked at while SQLite has it open. Its descriptor must not be closed before SQLite's own: closing any
 * one drops all locks that the process has on the file (SQLite's documentation, "How To Corrupt An SQLite Database
 * File", 2.2). So there is one for all who look.
 */
import { closeSync, openSync, statSync } from "node:fs";

interface Held {
  readonly descriptor: number;
  users: number;
}

const held = new Map<string, Held>();

export interface HeldFile {
  readonly descriptor: number;
  /** once, after SQLite has closed the file */
  release(): void;
}

/** Throws what the system says when it cannot be opened to be read. */
export function holdFile(path: string): HeldFile {
  const { dev, ino } = statSync(path, { bigint: true });
  const key = `${dev}:${ino}`;
  const entry = held.get(key) ?? { descriptor: openSync(path, "r"), users: 0 };
  entry.users++;
  held.set(key, entry);
  return {
    descriptor: entry.descriptor,
    release() {
      entry.users--;
      if (entry.users > 0) return;
      held.delete(key);
      closeSync(entry.descriptor);
    },
  };
}
