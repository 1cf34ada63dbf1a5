/**
 * How far SQLite has brought its log into the file: only then does the file itself change. SQLite's documentation,
 * "WAL-mode File Format", 2.1.
 */
import { readSync } from "node:fs";

const HEADER_BYTES = 136;
/** of the log: another one since it was begun anew */
const SALTS = [32, 40] as const;
/** frames of it that are in the file, and that are being brought there */
const DONE = 96;
const BEGUN = 128;

export interface LogProgress {
  /** another one when a checkpoint was made since */
  readonly mark: string;
  readonly isUnderWay: boolean;
}

/** `descriptor`: of the file's `-shm`. */
export function readProgress(descriptor: number): LogProgress {
  const header = Buffer.alloc(HEADER_BYTES);
  readSync(descriptor, header, 0, HEADER_BYTES, 0);
  const [done, begun] = [header.readUInt32LE(DONE), header.readUInt32LE(BEGUN)];
  return { mark: `${header.toString("hex", ...SALTS)} ${done} ${begun}`, isUnderWay: done !== begun };
}
