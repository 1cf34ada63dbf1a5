/**
 * Gunzip in JavaScript, for pages and programs that bring none. fflate inflates; the bounds and the checksum are ours.
 */
import { Gunzip as Inflater } from "fflate";
import { FormatError } from "minibatch";
import { crc32 } from "./crc32.ts";
import type { Gunzip } from "./gunzip.ts";

/** So many bytes are inflated before it is looked at how many came out: at most 1032 times as many. */
const SLICE_BYTES = 8192;

/** Surely holds a few hundred bytes: a header with a name, code tables, some data. */
const HEAD_BYTES = 16_384;

export const gunzipAnywhere: Gunzip = {
  head(bytes, name) {
    const chunks: Uint8Array[] = [];
    guarded(name, () => new Inflater((chunk) => void chunks.push(chunk)).push(bytes.subarray(0, HEAD_BYTES), false));
    return joined(chunks);
  },
  exactly(bytes, size, name) {
    const output = inflate(bytes, size, name);
    if (output.length === size) return output;
    throw new FormatError(
      `Cannot read ${name}: it decompresses to ${output.length} bytes, should be ${size}; it is cut short, fetch it ` +
        "again",
    );
  },
  atMost: inflate,
};

function inflate(bytes: Uint8Array, most: number, name: string): Uint8Array {
  const chunks: Uint8Array[] = [];
  let [crc, size, memberSize] = [0, 0, 0];
  // a member is followed by its checksum and size (RFC 1952, section 2.3.1), then may come another
  const checkMember = (end: number): void => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const isWhole =
      end >= 18 && view.getUint32(end - 8, true) === crc && view.getUint32(end - 4, true) === memberSize >>> 0;
    if (!isWhole)
      throw new FormatError(`Cannot read ${name}: its compressed data are corrupt (checksum); fetch the file again`);
    crc = memberSize = 0;
  };
  const inflater = new Inflater((chunk) => {
    size += chunk.length;
    memberSize = (memberSize + chunk.length) % 2 ** 32;
    if (size > most) {
      throw new FormatError(
        `Cannot read ${name}: it decompresses to more than ${most} bytes; decompress or split it first`,
      );
    }
    crc = crc32(chunk, crc);
    chunks.push(chunk);
  });
  inflater.onmember = checkMember;
  guarded(name, () => {
    for (let at = 0; at < bytes.length; at += SLICE_BYTES) {
      inflater.push(bytes.subarray(at, at + SLICE_BYTES), at + SLICE_BYTES >= bytes.length);
    }
  });
  checkMember(bytes.length);
  return joined(chunks);
}

/** What fflate throws is an Error with a number in `code`. */
function guarded(name: string, run: () => void): void {
  try {
    run();
  } catch (error) {
    if (error instanceof FormatError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new FormatError(
      `Cannot read ${name}: its compressed data are corrupt or cut short (${reason}); fetch the file again`,
    );
  }
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
