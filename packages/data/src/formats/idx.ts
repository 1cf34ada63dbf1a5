/**
 * The IDX format of the MNIST files (Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits", "File
 * formats"): two zero bytes, a type, the number of dimensions, each dimension as a big-endian uint32, then the values,
 * big-endian, row-major.
 */
import { FormatError } from "minibatch";
import { type Gunzip, isGzip } from "./gunzip.ts";

/** What an IDX file may hold. */
export type IdxValues = Uint8Array | Int8Array | Int16Array | Int32Array | Float32Array | Float64Array;

/** The array of an IDX file. */
export interface IdxArray {
  readonly dimensions: readonly number[];
  /** row-major, product of `dimensions` values */
  readonly values: IdxValues;
}

interface IdxType {
  readonly bytes: number;
  read(view: DataView, offset: number, count: number): IdxValues;
}

/**
 * The type byte of the header. Values are copied out: a file's offset need not suit a typed array, nor its byte order.
 */
const TYPES: Readonly<Record<number, IdxType>> = {
  8: { bytes: 1, read: (view, offset, count) => new Uint8Array(view.buffer, view.byteOffset + offset, count).slice() },
  9: { bytes: 1, read: (view, offset, count) => new Int8Array(view.buffer, view.byteOffset + offset, count).slice() },
  11: { bytes: 2, read: (view, o, n) => Int16Array.from({ length: n }, (_, i) => view.getInt16(o + 2 * i)) },
  12: { bytes: 4, read: (view, o, n) => Int32Array.from({ length: n }, (_, i) => view.getInt32(o + 4 * i)) },
  13: { bytes: 4, read: (view, o, n) => Float32Array.from({ length: n }, (_, i) => view.getFloat32(o + 4 * i)) },
  14: { bytes: 8, read: (view, o, n) => Float64Array.from({ length: n }, (_, i) => view.getFloat64(o + 8 * i)) },
};

/** More dimensions than any published IDX file has; a header beyond it is noise. */
const MOST_DIMENSIONS = 8;

/** A guard against headers that ask for all memory. MNIST's largest file holds 47 MB. */
const MOST_BYTES = 2 ** 30;

interface IdxHeader {
  readonly type: IdxType;
  readonly dimensions: readonly number[];
  readonly count: number;
  readonly headerBytes: number;
  /** of the whole file, decompressed */
  readonly totalBytes: number;
}

/**
 * The array in an IDX file, gzipped or not; the former takes a `gunzip`. `name` is the file's, for messages.
 * Throws FormatError when the bytes are not exactly what their header says.
 */
export function readIdx(bytes: Uint8Array, name: string, gunzip: Gunzip | null = null): IdxArray {
  const unpack = isGzip(bytes) ? gunzip : null;
  const header = readHeader(unpack === null ? bytes : unpack.head(bytes, name), name);
  const raw = unpack === null ? bytes : unpack.exactly(bytes, header.totalBytes, name);
  if (raw.length !== header.totalBytes) {
    const fault = raw.length < header.totalBytes ? "it is cut short" : "something follows the data";
    throw new FormatError(
      `Cannot read ${name}: it has ${raw.length} bytes, should be ${header.totalBytes} for the dimensions ` +
        `${header.dimensions.join(" x ")}; ${fault}, fetch it again`,
    );
  }
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  return { dimensions: header.dimensions, values: header.type.read(view, header.headerBytes, header.count) };
}

function readHeader(head: Uint8Array, name: string): IdxHeader {
  if (head.length < 4) {
    throw new FormatError(
      `Cannot read ${name}: it has ${head.length} bytes, an IDX file starts with 4 bytes of magic number`,
    );
  }
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const type = TYPES[view.getUint8(2)];
  const rank = view.getUint8(3);
  if (view.getUint16(0) !== 0 || type === undefined || rank === 0) {
    const magic = `0x${view.getUint32(0).toString(16).padStart(8, "0")}`;
    throw new FormatError(
      `Cannot read ${name}: its magic number is ${magic}, an IDX file's is 0x00000801 to 0x00000e08`,
    );
  }
  if (rank > MOST_DIMENSIONS) {
    throw new FormatError(
      `Cannot read ${name}: its header gives ${rank} dimensions, at most ${MOST_DIMENSIONS} are read`,
    );
  }
  const headerBytes = 4 + 4 * rank;
  if (head.length < headerBytes) {
    throw new FormatError(
      `Cannot read ${name}: it ends within its header of ${headerBytes} bytes; it is cut short, fetch it again`,
    );
  }
  const dimensions = Array.from({ length: rank }, (_, i) => view.getUint32(4 + 4 * i));
  const count = dimensions.reduce((product, dimension) => product * dimension, 1);
  const totalBytes = headerBytes + count * type.bytes;
  if (totalBytes > MOST_BYTES) {
    throw new FormatError(
      `Cannot read ${name}: its header gives ${dimensions.join(" x ")} values, ${totalBytes} bytes; at most ` +
        `${MOST_BYTES} are read`,
    );
  }
  return { type, dimensions, count, headerBytes, totalBytes };
}
