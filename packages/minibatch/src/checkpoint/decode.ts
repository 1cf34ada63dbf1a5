import { FormatError } from "../errors.ts";
import { crc32 } from "./crc32.ts";
import {
  type ArrayEntry,
  type CheckpointHeader,
  MAGIC,
  type NamedArray,
  PREFIX_BYTES,
  roundUpToEight,
  VERSION,
} from "./format.ts";
import { decodeUtf8 } from "./utf8.ts";

/** What `encodeCheckpoint` was given: the arrays, in their order, and the JSON beside them. */
export interface DecodedCheckpoint {
  readonly arrays: readonly NamedArray[];
  readonly meta: unknown;
}

/**
 * The arrays and `meta` of a checkpoint.
 *
 * @throws FormatError for bytes that are no checkpoint, of another version, cut short, too long, or
 *   changed since they were written.
 */
export function decodeCheckpoint(bytes: Uint8Array): DecodedCheckpoint {
  if (bytes.length < PREFIX_BYTES + 4 || MAGIC.some((byte, i) => bytes[i] !== byte)) {
    throw new FormatError(
      "Cannot read the checkpoint: it does not begin with MBCKPT; give a file that minibatch wrote",
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = view.getUint32(8, true);
  if (version !== VERSION) {
    throw new FormatError(
      `Cannot read the checkpoint: it has version ${version} but this minibatch reads version ${VERSION}; use ` +
        "the minibatch that wrote it",
    );
  }
  const end = bytes.length - 4;
  const written = view.getUint32(end, true);
  const found = crc32(bytes.subarray(0, end));
  if (written !== found) {
    throw new FormatError(
      `Cannot read the checkpoint: its CRC-32 is ${hex(found)} but should be ${hex(written)}; it was cut short ` +
        "or changed: use another copy",
    );
  }
  const headerBytes = view.getUint32(12, true);
  const header = readHeader(bytes.subarray(PREFIX_BYTES, PREFIX_BYTES + headerBytes));
  return {
    arrays: readArrays(view, header.arrays, roundUpToEight(PREFIX_BYTES + headerBytes), end),
    meta: header.meta,
  };
}

/** The CRC shows that the bytes are as written; this checks what was written. */
function readHeader(bytes: Uint8Array): CheckpointHeader {
  let header: unknown;
  try {
    header = JSON.parse(decodeUtf8(bytes));
  } catch {
    throw new FormatError("Cannot read the checkpoint: its header is not JSON; use another copy");
  }
  const arrays = typeof header === "object" && header !== null ? (header as { arrays?: unknown }).arrays : undefined;
  if (!Array.isArray(arrays) || !arrays.every(isArrayEntry)) {
    throw new FormatError("Cannot read the checkpoint: its header lists no arrays; use another copy");
  }
  return header as CheckpointHeader;
}

function isArrayEntry(entry: unknown): entry is ArrayEntry {
  if (typeof entry !== "object" || entry === null) return false;
  const { name, dtype, length } = entry as Partial<Record<keyof ArrayEntry, unknown>>;
  return (
    typeof name === "string" &&
    (dtype === "float32" || dtype === "float64") &&
    Number.isSafeInteger(length) &&
    (length as number) >= 0
  );
}

function readArrays(view: DataView, entries: readonly ArrayEntry[], start: number, end: number): NamedArray[] {
  const size = entries.reduce(
    (at, { dtype, length }) => at + roundUpToEight(length * (dtype === "float64" ? 8 : 4)),
    start,
  );
  if (size !== end) {
    throw new FormatError(
      `Cannot read the checkpoint: its arrays take ${size - start} bytes but ${end - start} are there; use another copy`,
    );
  }
  let at = start;
  return entries.map(({ name, dtype, length }) => {
    const values = dtype === "float64" ? new Float64Array(length) : new Float32Array(length);
    if (dtype === "float64") for (let i = 0; i < length; i++) values[i] = view.getFloat64(at + 8 * i, true);
    else for (let i = 0; i < length; i++) values[i] = view.getFloat32(at + 4 * i, true);
    at += roundUpToEight(values.byteLength);
    return { name, values };
  });
}

function hex(word: number): string {
  return word.toString(16).padStart(8, "0");
}
