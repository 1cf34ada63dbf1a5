/**
 * How much of its log SQLite has copied into the file, which changes only then. SQLite's documentation, "WAL-mode File
 * Format", 2.1.
 */
import { readSync } from "node:fs";

const HEADER_BYTES = 136;
/** the log's salts, which change when it is begun anew */
const SALTS = [32, 40] as const;
/** frames that have been copied into the file, and that are being copied */
const DONE = 96;
const BEGUN = 128;

export interface LogProgress {
  /** changes with every checkpoint */
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
