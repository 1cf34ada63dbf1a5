/**
 * The files of a zip archive (PKWARE, APPNOTE.TXT 6.3): stored or deflated, by its directory at the end. Archives in
 * parts, encrypted ones and files of 4 GB and more are not read.
 */
import { inflateSync } from "fflate";
import { FormatError } from "minibatch";
import { crc32 } from "./crc32.ts";

/** A file of an archive, as its directory says. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly compressedSize: number;
  readonly size: number;
  /** of its own header */
  readonly offset: number;
  readonly isEncrypted: boolean;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_BYTES = 22;
/** A comment may follow the end. */
const MOST_COMMENT = 65_535;

/** RFC 1951: a deflate stream grows by at most this factor (258 bytes from two bits). */
const LARGEST_GROWTH = 1032;

/** What one file of an archive may become. */
const MOST_BYTES = 2 ** 30;

export function isZip(bytes: Uint8Array): boolean {
  return bytes.length >= END_BYTES && viewOf(bytes).getUint32(0, true) === LOCAL;
}

/** The directory, in its order. `name` is the archive's, for messages. Throws FormatError where it cannot be. */
export function listZip(bytes: Uint8Array, name: string): readonly ZipEntry[] {
  const view = viewOf(bytes);
  const end = findEnd(view);
  if (end === -1) throw damaged(name, "its directory is missing");
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count === 0xffff || at === 0xffffffff) {
    throw new FormatError(`Cannot read ${name}: it has more files or bytes than archives without Zip64 hold; split it`);
  }
  const entries: ZipEntry[] = [];
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL) throw damaged(name, "its directory is damaged");
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true)) as [
      number,
      number,
      number,
    ];
    if (at + 46 + nameBytes > bytes.length) throw damaged(name, "its directory is damaged");
    entries.push({
      name: new TextDecoder("utf-8").decode(bytes.slice(at + 46, at + 46 + nameBytes)),
      isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      compressedSize: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at += 46 + nameBytes + extraBytes + commentBytes;
  }
  return entries;
}

/**
 * The bytes of a file, a part of the archive's where it is stored. `name` is what messages call it. Throws FormatError
 * for what is damaged, and for more than 1 GiB out of a deflated one.
 */
export function readZipEntry(bytes: Uint8Array, entry: ZipEntry, name: string): Uint8Array {
  const { offset, compressedSize, size, method } = entry;
  const view = viewOf(bytes);
  if (entry.isEncrypted) throw new FormatError(`Cannot read ${name}: it is encrypted; write it without a password`);
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== LOCAL)
    throw damaged(name, "its header is missing");
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + compressedSize > bytes.length) throw damaged(name, "it is cut short");
  const raw = bytes.subarray(start, start + compressedSize);
  const contents = method === 0 ? raw : method === 8 ? inflate(raw, size, name) : null;
  if (contents === null) {
    throw new FormatError(
      `Cannot read ${name}: it is compressed by method ${method} of zip, can be stored or deflated`,
    );
  }
  if (contents.length !== size || crc32(contents) !== entry.crc) throw damaged(name, "its contents are damaged");
  return contents;
}

function inflate(raw: Uint8Array, size: number, name: string): Uint8Array {
  if (size > raw.length * LARGEST_GROWTH) {
    throw damaged(name, `it says that it has ${size} bytes, more than its ${raw.length} compressed bytes can hold`);
  }
  if (size > MOST_BYTES) {
    throw new FormatError(
      `Cannot read ${name}: it has ${size} bytes, at most ${MOST_BYTES} are decompressed; split it`,
    );
  }
  try {
    // into memory of just that size: what would be more is dropped, and the checksum says so
    return inflateSync(raw, { out: new Uint8Array(size) });
  } catch (error) {
    throw damaged(name, `its contents are damaged (${error instanceof Error ? error.message : String(error)})`);
  }
}

function findEnd(view: DataView): number {
  const least = Math.max(0, view.byteLength - END_BYTES - MOST_COMMENT);
  for (let at = view.byteLength - END_BYTES; at >= least; at--) {
    if (view.getUint32(at, true) === END) return at;
  }
  return -1;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function damaged(name: string, fault: string): FormatError {
  return new FormatError(`Cannot read ${name}: ${fault}; it is damaged or cut short, write it again`);
}
