import { closeSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { InputError } from "../errors.ts";
import { describeReadFailure } from "../files/describe-read-failure.ts";
import { nameOtherFile } from "./name-other-file.ts";

/** Room for a list of 300,000 values; a larger file is no experiment. */
const MOST_BYTES = 8 * 2 ** 20;

/** They say what a file is. */
const HEAD_BYTES = 4096;
const TAIL_BYTES = 16;

/** The file's text without a byte order mark. Throws InputError if it is unreadable, far too long, no UTF-8 text. */
export function readText(file: string): string {
  const bytes = readBytes(file);
  if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) {
    throw problem(file, "it is UTF-16 text; save it as UTF-8");
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw problem(file, "it is not UTF-8 text; save it as that", error);
  }
  if (text.includes("\0"))
    throw problem(file, "it holds zero bytes, as UTF-16 and binary files do; save it as UTF-8 text");
  return text;
}

function readBytes(file: string): Uint8Array {
  try {
    const stats = statSync(file);
    // a device may never end
    if (!stats.isFile() && !stats.isFIFO() && !stats.isDirectory()) throw problem(file, "it is a device; name a file");
    // a pipe's bytes are there once
    const other = stats.isFile() ? nameOtherFile(readEnds(file, stats.size)) : null;
    if (other !== null) throw problem(file, other);
    if (stats.size > MOST_BYTES && !stats.isDirectory()) {
      throw problem(
        file,
        `it has ${stats.size} bytes, and an experiment at most ${MOST_BYTES}; leave some out, or draw values ` +
          "from a range",
      );
    }
    return readFileSync(file);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw problem(file, describeReadFailure(error), error);
  }
}

/** Its first bytes, and after them its last where it is longer. */
function readEnds(file: string, size: number): Uint8Array {
  const ends = new Uint8Array(Math.min(size, HEAD_BYTES + TAIL_BYTES));
  const handle = openSync(file, "r");
  try {
    const head = readSync(handle, ends, 0, Math.min(ends.length, HEAD_BYTES), 0);
    readSync(handle, ends, head, ends.length - head, Math.max(head, size - (ends.length - head)));
    return ends;
  } finally {
    closeSync(handle);
  }
}

function startsWith(bytes: Uint8Array, first: number, second: number): boolean {
  return bytes[0] === first && bytes[1] === second;
}

function problem(file: string, reason: string, cause?: unknown): InputError {
  return new InputError(`Cannot read ${file}: ${reason}`, { cause });
}
