/**
 * One request to one mirror: the bytes that a part file still lacks, by HTTP Range (RFC 9110, section 14) where the
 * mirror knows it.
 */
import { closeSync, openSync, statSync, truncateSync, writeSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { describeWriteFailure } from "../files/describe-write-failure.ts";
import { DATA_ELSEWHERE } from "./data-elsewhere.ts";
import { MirrorError } from "./mirror-error.ts";
import { requestBytes } from "./request-bytes.ts";

export interface PartRequest {
  readonly url: string;
  /** made when missing; bytes in it are taken for the first ones of the file */
  readonly part: string;
  /** of the whole file: a mirror that announces or sends another size is refused */
  readonly sizeBytes: number;
  /** until the first byte of the body */
  readonly firstByteMs: number;
  /** between bytes, from then on */
  readonly stallMs: number;
  readonly signal?: AbortSignal | undefined;
  /** told the length of the part file */
  readonly onBytes: (receivedBytes: number) => void;
}

/**
 * Returns when the part file has `sizeBytes` bytes; whether they are the right ones is for the caller to check. Throws
 * MirrorError when the mirror fails, leaving what came; OutputError when the disk refuses; the signal's reason when
 * aborted.
 */
export async function continuePart(request: PartRequest): Promise<void> {
  const { part, sizeBytes } = request;
  const found = statSync(part, { throwIfNoEntry: false })?.size ?? 0;
  if (found === sizeBytes) return;
  const length = found < sizeBytes ? found : 0;

  const watch = new StallWatch(request.signal);
  let offset = length;
  let received = 0;
  const gained = (): number => Math.max(offset + received - length, 0);
  try {
    watch.expect(request.firstByteMs);
    const response = await requestBytes(new URL(request.url), requestHeaders(length), watch.signal);
    offset = checkAnswer(response, length, sizeBytes);
    const handle = openPart(part, offset, found);
    try {
      for await (const chunk of response as AsyncIterable<Uint8Array>) {
        watch.expect(request.stallMs);
        if (offset + received + chunk.length > sizeBytes) {
          throw new MirrorError(`sends more than the ${sizeBytes} bytes of the file`, 0);
        }
        writePart(part, handle, chunk);
        received += chunk.length;
        request.onBytes(offset + received);
      }
    } finally {
      closeSync(handle);
    }
    if (offset + received < sizeBytes)
      throw new MirrorError(`cut off after ${offset + received} of ${sizeBytes} bytes`, gained());
  } catch (error) {
    request.signal?.throwIfAborted();
    if (error instanceof MirrorError || !isNetworkFault(error)) throw error;
    throw new MirrorError(watch.complaint ?? describeFault(error, received), gained(), { cause: error });
  } finally {
    watch.stop();
  }
}

function requestHeaders(length: number): Record<string, string> {
  // `identity`: a body compressed on the way would have another length, and these files are compressed already.
  return { "accept-encoding": "identity", ...(length > 0 ? { range: `bytes=${length}-` } : {}) };
}

/** Where the body's first byte belongs: at `length` when the mirror continues, at 0 when it starts again. */
function checkAnswer({ statusCode, headers }: IncomingMessage, length: number, sizeBytes: number): number {
  const isContinued = statusCode === 206;
  if (statusCode !== 200 && !isContinued) throw new MirrorError(`answers ${statusCode}`, 0);
  const offset = isContinued ? length : 0;
  if (isContinued) {
    const range = headers["content-range"] ?? "";
    const wanted = `bytes ${length}-${sizeBytes - 1}/${sizeBytes}`;
    if (range !== wanted) throw new MirrorError(`sends "${range}", should be "${wanted}"`, 0);
  }
  const announced = headers["content-length"];
  if (announced !== undefined && Number(announced) !== sizeBytes - offset) {
    throw new MirrorError(`announces ${announced} bytes, should be ${sizeBytes - offset}`, 0);
  }
  return offset;
}

function openPart(part: string, offset: number, found: number): number {
  try {
    if (offset < found) truncateSync(part, offset);
    return openSync(part, "a");
  } catch (error) {
    throw describeWriteFailure("Cannot write", part, error, DATA_ELSEWHERE);
  }
}

function writePart(part: string, handle: number, chunk: Uint8Array): void {
  try {
    for (let written = 0; written < chunk.length; ) written += writeSync(handle, chunk, written);
  } catch (error) {
    throw describeWriteFailure("Cannot write", part, error, DATA_ELSEWHERE);
  }
}

/** What node:http and the system throw has a code; what the disk said has become an OutputError by then. */
function isNetworkFault(error: unknown): error is Error & { readonly code: unknown } {
  return error instanceof Error && "code" in error;
}

function describeFault({ code }: { readonly code: unknown }, received: number): string {
  return received > 0 ? "cut off" : `cannot be reached (${String(code)})`;
}

/** Aborts its signal when nothing has come for as long as was said, or when the outer signal aborts. */
class StallWatch {
  readonly signal: AbortSignal;
  complaint: string | null = null;
  readonly #controller = new AbortController();
  #timer: NodeJS.Timeout | undefined;

  constructor(outer: AbortSignal | undefined) {
    this.signal = outer === undefined ? this.#controller.signal : AbortSignal.any([outer, this.#controller.signal]);
  }

  /** The next sign of life must come within `ms`. */
  expect(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => {
        this.complaint = `was silent for ${(ms / 1000).toFixed(1)} s`;
        this.#controller.abort();
      },
      Math.max(ms, 1),
    );
  }

  stop(): void {
    clearTimeout(this.#timer);
    // Also ends a response whose body was not read to the end.
    this.#controller.abort();
  }
}
