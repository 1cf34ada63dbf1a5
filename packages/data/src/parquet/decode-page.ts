/** The values of one Parquet page: levels by our own bounds, plain and delta encodings by hyparquet. */
import type { ColumnDecoder, DecodedArray } from "hyparquet/src/types.js";
import type { Decoders } from "./decoders.ts";
import type { PageHeader } from "./pages.ts";
import { readHybrid } from "./read-hybrid.ts";
import { unpackSnappy } from "./unpack-snappy.ts";

/** What a page holds. */
export interface Page {
  /** with the missing ones */
  readonly count: number;
  /** [count] null: all are 0, for columns without lists */
  readonly repetition: Int32Array | null;
  /** [count] null: none is missing */
  readonly definition: Int32Array | null;
  /** of those that are there; null where they are places in the dictionary */
  readonly values: DecodedArray | null;
  /** of those that are there, each within the dictionary; null where they are values */
  readonly places: Int32Array | null;
}

/** What of a column decides how its pages are read. */
export interface ColumnLevels {
  readonly mostRepetition: number;
  readonly mostDefinition: number;
}

/** parquet.thrift, enum Encoding */
const [PLAIN, PLAIN_DICTIONARY, RLE, DELTA, DELTA_LENGTHS, DELTA_BYTES, DICTIONARY, SPLIT] = [0, 2, 3, 5, 6, 7, 8, 9];

/** Bytes a value at least, of what is not compressed further. */
const WIDTHS: Readonly<Record<string, number>> = {
  INT32: 4,
  INT64: 8,
  INT96: 12,
  FLOAT: 4,
  DOUBLE: 8,
  BYTE_ARRAY: 4,
  FIXED_LEN_BYTE_ARRAY: 1,
  BOOLEAN: 1 / 8,
};

/** Of a dictionary page. */
export function decodeDictionary(
  bytes: Uint8Array,
  header: PageHeader,
  column: ColumnDecoder,
  decoders: Decoders,
): DecodedArray {
  const page = unpack(bytes, header, column.codec, decoders);
  return decoders.convert(readPlain(page, 0, header.valueCount, column, decoders), column);
}

/** Throws RangeError for what the bytes do not hold. `dictionarySize`: null where there was no dictionary. */
export function decodePage(
  bytes: Uint8Array,
  header: PageHeader,
  levels: ColumnLevels,
  column: ColumnDecoder,
  dictionarySize: number | null,
  decoders: Decoders,
): Page {
  const page = unpack(bytes, header, column.codec, decoders);
  const { valueCount: count, encoding } = header;
  let at = 0;
  const level = (most: number, length: number): Int32Array | null => {
    if (most === 0) {
      at += length;
      return null;
    }
    let size = length;
    if (header.kind === "data") {
      size = viewOf(page).getUint32(at, true);
      at += 4;
    }
    if (at + size > page.length) throw new RangeError("the levels of a page are cut short");
    const values = readHybrid(page, at, at + size, 32 - Math.clz32(most), count);
    at += size;
    return values;
  };
  const repetition = level(levels.mostRepetition, header.repetitionBytes);
  const definition = level(levels.mostDefinition, header.definitionBytes);
  let present = count;
  if (definition !== null) for (const value of definition) if (value !== levels.mostDefinition) present--;
  const isAll = present === count && levels.mostRepetition === 0;
  const base = { count, repetition, definition: isAll ? null : definition };
  if (encoding === DICTIONARY || encoding === PLAIN_DICTIONARY) {
    if (dictionarySize === null) throw new RangeError("a page needs a dictionary that is not there");
    return { ...base, values: null, places: readPlaces(page, at, present, dictionarySize) };
  }
  return { ...base, values: readValues(page, at, present, encoding, column, decoders), places: null };
}

function readPlaces(page: Uint8Array, at: number, count: number, dictionarySize: number): Int32Array {
  if (count === 0) return new Int32Array(0);
  const places = readHybrid(page, at + 1, page.length, page[at] ?? 0, count);
  for (const place of places) if (place >= dictionarySize) throw new RangeError("a value is not in its dictionary");
  return places;
}

function readValues(
  page: Uint8Array,
  at: number,
  count: number,
  encoding: number,
  column: ColumnDecoder,
  decoders: Decoders,
): DecodedArray {
  const { type, element } = column;
  if (count === 0) return [];
  const reader = { view: viewOf(page), offset: at };
  const isWhole = type === "INT32" || type === "INT64";
  const isBytes = type === "BYTE_ARRAY" || type === "FIXED_LEN_BYTE_ARRAY";
  if (encoding === PLAIN) return decoders.convert(readPlain(page, at, count, column, decoders), column);
  if (encoding === RLE && type === "BOOLEAN") {
    return Array.from(readHybrid(page, at + 4, page.length, 1, count), (value) => value === 1);
  }
  if (encoding === SPLIT && (isWhole || type === "FLOAT" || type === "DOUBLE")) {
    checkRoom(page, at, count, WIDTHS[type]!);
    return decoders.convert(decoders.byteStreamSplit(reader, count, type, element.type_length), column);
  }
  if (encoding === DELTA && isWhole)
    return decoders.convert(unpackDeltas(reader, count, type === "INT32", decoders), column);
  if ((encoding === DELTA_LENGTHS || encoding === DELTA_BYTES) && isBytes) {
    const prefixes = encoding === DELTA_BYTES ? unpackDeltas(reader, count, true, decoders) : null;
    const lengths = unpackDeltas(reader, count, true, decoders);
    return decoders.convert(
      joinBytes(page, reader.offset, prefixes as Int32Array | null, lengths as Int32Array),
      column,
    );
  }
  throw new RangeError(`values of type ${type} are encoded in a way that is not read (${encoding})`);
}

function readPlain(
  page: Uint8Array,
  at: number,
  count: number,
  column: ColumnDecoder,
  decoders: Decoders,
): DecodedArray {
  checkRoom(page, at, count, WIDTHS[column.type] ?? 1);
  return decoders.readPlain({ view: viewOf(page), offset: at }, column.type, count, column.element.type_length);
}

function checkRoom(page: Uint8Array, at: number, count: number, width: number): void {
  if (at + count * width > page.length) throw new RangeError("a page holds fewer values than it says");
}

interface Reader {
  readonly view: DataView;
  offset: number;
}

/** hyparquet takes the sizes of blocks as they come: those that the format allows are let through. */
function unpackDeltas(reader: Reader, count: number, isShort: boolean, decoders: Decoders): DecodedArray {
  const peek = { view: reader.view, offset: reader.offset };
  const [block, parts, total] = [0, 0, 0].map(() => decoders.readVarInt(peek)) as [number, number, number];
  const isSound =
    block >= 32 && block <= 65_536 && parts >= 1 && parts <= 512 && block % parts === 0 && total === count;
  if (!isSound || (block / parts) % 8 !== 0) throw new RangeError("differences in a page are damaged");
  const values = isShort ? new Int32Array(count) : new BigInt64Array(count);
  decoders.deltaBinaryUnpack(reader, count, values);
  return values;
}

/** Each value is the beginning of the one before, and bytes of its own. */
function joinBytes(page: Uint8Array, start: number, prefixes: Int32Array | null, lengths: Int32Array): Uint8Array[] {
  const values: Uint8Array[] = [];
  let at = start;
  let before: Uint8Array = new Uint8Array(0);
  for (const [i, length] of lengths.entries()) {
    const prefix = prefixes?.[i] ?? 0;
    if (length < 0 || at + length > page.length || prefix < 0 || prefix > before.length) {
      throw new RangeError("texts in a page are damaged");
    }
    const own = page.subarray(at, at + length);
    at += length;
    if (prefix === 0) before = own;
    else {
      const joined = new Uint8Array(prefix + length);
      joined.set(before.subarray(0, prefix));
      joined.set(own, prefix);
      before = joined;
    }
    values.push(before);
  }
  return values;
}

function unpack(bytes: Uint8Array, header: PageHeader, codec: string, decoders: Decoders): Uint8Array {
  const { start, end, uncompressedSize, repetitionBytes, definitionBytes, isCompressed } = header;
  const raw = bytes.subarray(start, end);
  if (codec === "UNCOMPRESSED" || !isCompressed) return raw;
  const levelBytes = repetitionBytes + definitionBytes;
  const page = new Uint8Array(uncompressedSize);
  page.set(raw.subarray(0, levelBytes));
  const [from, to] = [raw.subarray(levelBytes), page.subarray(levelBytes)];
  if (to.length === 0) return page;
  if (codec === "GZIP") to.set(decoders.gunzip(from, to.length));
  else unpackSnappy(from, to);
  return page;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
