/**
 * A descriptor to look at a file that SQLite has open. It must not be closed before SQLite's own: closing any
 * descriptor drops all locks of the process on the file (SQLite's documentation, "How To Corrupt An SQLite Database
 * File", 2.2). So all share one.
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

/** Throws the system's error if the file cannot be opened for reading. */
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
