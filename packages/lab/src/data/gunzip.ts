/**
 * Gunzip with a bound on what may come out: a few kilobytes of deflate can claim to be gigabytes, so the caller first
 * looks at the head, learns how much there should be, and then asks for exactly that.
 */
import { constants, gunzipSync } from "node:zlib";
import { FormatError } from "minibatch";
import type { Gunzip } from "minibatch-data/sets";

/** RFC 1951: a deflate stream grows by at most this factor (258 bytes from two bits). */
const LARGEST_GROWTH = 1032;

/** Node's zlib, for the readers of minibatch-data. */
export const gunzip: Gunzip = { head: gunzipHead, exactly: gunzipExactly, atMost: gunzipWhole };

/**
 * Compressed bytes that surely hold the first few hundred bytes: a gzip header with a name, the code tables, some data.
 */
const HEAD_BYTES = 16_384;

/** What the first 16 kB of a gzip file decompress to, at most 17 MB. Throws FormatError when that is not gzip. */
function gunzipHead(bytes: Uint8Array, name: string): Uint8Array {
  try {
    return gunzipSync(bytes.subarray(0, HEAD_BYTES), { finishFlush: constants.Z_SYNC_FLUSH });
  } catch (error) {
    throw corrupt(name, error);
  }
}

/** The whole of a gzip file, which must decompress to exactly `size` bytes; never makes more than that. */
function gunzipExactly(bytes: Uint8Array, size: number, name: string): Uint8Array {
  if (size > bytes.length * LARGEST_GROWTH) {
    throw new FormatError(
      `Cannot read ${name}: its header asks for ${size} bytes, more than its ${bytes.length} compressed bytes ` +
        "can hold; fetch the file again",
    );
  }
  const { output, consumed } = gunzipWithin(bytes, size, name, "the size its header gives; fetch the file again");
  if (output.length < size) {
    throw new FormatError(
      `Cannot read ${name}: it decompresses to ${output.length} bytes, should be ${size}; it is cut short, fetch ` +
        "it again",
    );
  }
  checkConsumed(bytes, consumed, name);
  return output;
}

/** The whole of a gzip file that should not decompress to more than `most` bytes. */
function gunzipWhole(bytes: Uint8Array, most: number, name: string): Uint8Array {
  const { output, consumed } = gunzipWithin(bytes, most, name, "the most that is read; decompress or split it first");
  checkConsumed(bytes, consumed, name);
  return output;
}

function checkConsumed(bytes: Uint8Array, consumed: number, name: string): void {
  if (consumed === bytes.length) return;
  throw new FormatError(
    `Cannot read ${name}: ${bytes.length - consumed} bytes follow the compressed data, should be none; fetch the ` +
      "file again",
  );
}

/** `why` says what `size` is. */
function gunzipWithin(
  bytes: Uint8Array,
  size: number,
  name: string,
  why: string,
): { output: Uint8Array; consumed: number } {
  try {
    const result: unknown = gunzipSync(bytes, { info: true, maxOutputLength: Math.max(size, 1) });
    const { buffer, engine } = result as { buffer: Uint8Array; engine: { bytesWritten: number } };
    return { output: buffer, consumed: engine.bytesWritten };
  } catch (error) {
    if (codeOf(error) === "ERR_BUFFER_TOO_LARGE") {
      throw new FormatError(`Cannot read ${name}: it decompresses to more than ${size} bytes, ${why}`);
    }
    throw corrupt(name, error);
  }
}

function corrupt(name: string, error: unknown): Error {
  const code = codeOf(error);
  if (code === undefined || !code.startsWith("Z_")) return error instanceof Error ? error : new Error(String(error));
  const fault = code === "Z_BUF_ERROR" ? "its compressed data end too early" : "its compressed data are corrupt";
  return new FormatError(`Cannot read ${name}: ${fault} (${(error as Error).message}); fetch the file again`);
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
