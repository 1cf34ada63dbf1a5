/**
 * A known file from the first mirror that gives it: into `NAME.part`, which a later attempt, at any mirror, continues;
 * checked against size and SHA-256; flushed; renamed. What is under the final name is whole, always.
 */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { DataFile } from "minibatch-data/sets";
import { describeWriteFailure } from "../files/describe-write-failure.ts";
import { makeDirectory } from "../files/make-directory.ts";
import { continuePart } from "./continue-part.ts";
import { DATA_ELSEWHERE } from "./data-elsewhere.ts";
import { withFileLock } from "./file-lock.ts";
import { MirrorError } from "./mirror-error.ts";
import { readDataFile, sha256Of } from "./read-data-file.ts";

export interface DownloadProgress {
  readonly file: DataFile;
  readonly receivedBytes: number;
  readonly mirror: string;
}

export interface DownloadTimes {
  /** for all mirrors together, while no byte has come from any: without a network this is what a download costs */
  readonly firstByteMs: number;
  /** a mirror that has given bytes and then none for this long is given up */
  readonly stallMs: number;
}

export const DOWNLOAD_TIMES: DownloadTimes = { firstByteMs: 4_500, stallMs: 10_000 };

export interface DownloadOptions {
  readonly mirrors: readonly string[];
  readonly times?: DownloadTimes;
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** No mirror gave the file. Exit code 1. */
export class DownloadError extends Error {
  override readonly name: string = "DownloadError";
  /** false when no byte of the file came: no network, or one that answers for the mirrors */
  readonly isReached: boolean;

  constructor(message: string, isReached: boolean) {
    super(message);
    this.isReached = isReached;
  }
}

/** How often a mirror that cuts off, but gave something new each time, is asked to go on. */
const MOST_CONTINUATIONS = 5;

/**
 * Sees to it that `directory` holds `file`; true when it had to be downloaded, false when it was there or another
 * process brought it. Throws InputError for a wrong file of that name, OutputError when the disk refuses, DownloadError
 * when no mirror gives it.
 */
export async function downloadFile(file: DataFile, directory: string, options: DownloadOptions): Promise<boolean> {
  const path = join(directory, file.name);
  makeDirectory(directory, DATA_ELSEWHERE);
  return withFileLock(
    `${path}.lock`,
    async () => {
      if (readDataFile(path, file) !== null) return false;
      await bringPart(file, `${path}.part`, options);
      placeWhole(`${path}.part`, path);
      return true;
    },
    options.signal,
  );
}

async function bringPart(file: DataFile, part: string, options: DownloadOptions): Promise<void> {
  const times = options.times ?? DOWNLOAD_TIMES;
  const faults: string[] = [];
  let isReached = false;
  let firstByteMs = times.firstByteMs;
  for (const [i, mirror] of options.mirrors.entries()) {
    let isFresh = false;
    for (let attempt = 0; attempt <= MOST_CONTINUATIONS; attempt++) {
      const startMs = performance.now();
      const mirrorsLeft = options.mirrors.length - i;
      try {
        await continuePart({
          url: `${mirror}${file.name}`,
          part,
          sizeBytes: file.sizeBytes,
          firstByteMs: isReached ? times.stallMs : firstByteMs / mirrorsLeft,
          stallMs: times.stallMs,
          signal: options.signal,
          onBytes: (receivedBytes) => options.onProgress?.({ file, receivedBytes, mirror }),
        });
        if (isRight(part, file)) return;
        rmSync(part, { force: true });
        faults.push(`${hostOf(mirror)} sent bytes of another SHA-256`);
        isReached = true;
        // The wrong bytes may be those of an earlier attempt: one try from the start, then the mirror is given up.
        if (isFresh) break;
        isFresh = true;
      } catch (error) {
        if (!(error instanceof MirrorError)) throw error;
        isReached ||= error.gainedBytes > 0;
        faults.push(`${hostOf(mirror)} ${error.message}`);
        if (error.gainedBytes === 0) break;
      } finally {
        firstByteMs -= performance.now() - startMs;
      }
    }
  }
  throw new DownloadError(
    `Cannot download ${file.name}: ${[...new Set(faults)].join("; ") || "there are no mirrors"}; run again to go ` +
      "on, put the file into the data directory yourself, or do without by --offline",
    isReached,
  );
}

function isRight(part: string, file: DataFile): boolean {
  return sha256Of(readFileSync(part)) === file.sha256;
}

function placeWhole(part: string, path: string): void {
  try {
    const handle = openSync(part, "r+");
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(part, path);
  } catch (error) {
    throw describeWriteFailure("Cannot write", path, error, DATA_ELSEWHERE);
  }
}

function hostOf(mirror: string): string {
  return new URL(mirror).host;
}
