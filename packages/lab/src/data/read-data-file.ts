/** A known file from the disk: whole and right, or missing, or an error. Never repaired in silence. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Dataset } from "minibatch";
import type { DataFile } from "minibatch-data/sets";
import { InputError } from "../errors.ts";
import { systemCode } from "../files/describe-write-failure.ts";

export function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Of dense rows and their targets, one data set after the other; null is left out. */
export function hashRows(all: readonly (Dataset | null)[]): string {
  const hash = createHash("sha256");
  for (const dataset of all) {
    if (dataset === null) continue;
    for (const { values } of [dataset.x, dataset.y]) {
      hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    }
  }
  return hash.digest("hex");
}

/**
 * The bytes of the file at `path`, or null where there is none. Throws InputError when they are not the known ones, or
 * when the file cannot be read.
 */
export function readDataFile(path: string, file: DataFile): Uint8Array | null {
  const bytes = readIfThere(path);
  if (bytes === null) return null;
  const start = Buffer.from(bytes.subarray(0, file.signature.length / 2)).toString("hex");
  if (!file.signature.startsWith(start)) {
    throw new InputError(
      `Cannot use ${path}: it starts with ${start}, should start with ${file.signature}; it is not this file, ` +
        "move it away and fetch it again",
    );
  }
  if (bytes.length !== file.sizeBytes) {
    const fault = bytes.length < file.sizeBytes ? "it is cut short" : "it is another file";
    throw new InputError(
      `Cannot use ${path}: it has ${bytes.length} bytes, should have ${file.sizeBytes}; ${fault}, delete it and ` +
        "fetch it again",
    );
  }
  const sha256 = sha256Of(bytes);
  if (sha256 !== file.sha256) {
    throw new InputError(
      `Cannot use ${path}: its SHA-256 is ${sha256}, should be ${file.sha256}; it is corrupt, delete it and ` +
        "fetch it again",
    );
  }
  return bytes;
}

function readIfThere(path: string): Uint8Array | null {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = systemCode(error);
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    if (code === undefined) throw error;
    const reason = { EACCES: "no permission to read it", EISDIR: "it is a directory, should be a file" }[code];
    throw new InputError(`Cannot read ${path}: ${reason ?? `the system says ${code}`}`, { cause: error });
  }
}
