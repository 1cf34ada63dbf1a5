/** The pages of a Parquet column chunk: their headers, checked before anything is made of them, and their bytes. */
import { crc32 } from "../formats/crc32.ts";
import { type Cursor, readThrift, type ThriftStruct, type ThriftValue } from "./thrift.ts";

/** A page as its header says, with where its bytes stand. */
export interface PageHeader {
  readonly kind: "dictionary" | "data" | "data2";
  /** of the bytes as they stand */
  readonly start: number;
  readonly end: number;
  readonly uncompressedSize: number;
  readonly valueCount: number;
  /** of parquet.thrift, enum Encoding */
  readonly encoding: number;
  /** of the second version: bytes of the levels, which are not compressed */
  readonly repetitionBytes: number;
  readonly definitionBytes: number;
  readonly isCompressed: boolean;
}

/** parquet.thrift, enum PageType */
const KINDS: Readonly<Record<number, { kind: PageHeader["kind"]; field: number } | undefined>> = {
  0: { kind: "data", field: 5 },
  2: { kind: "dictionary", field: 7 },
  3: { kind: "data2", field: 8 },
};
const INDEX_PAGE = 1;

/** What a page may become at most: snappy copies 64 bytes by two, deflate 258 by two bits. */
const GROWTH: Readonly<Record<string, number>> = { UNCOMPRESSED: 1, SNAPPY: 64, GZIP: 1032 };
const FREE_BYTES = 64;

/** The pages from `start` to `end` of the file. Throws RangeError for what cannot be. */
export function listPages(bytes: Uint8Array, start: number, end: number, codec: string): readonly PageHeader[] {
  if (!(start >= 4 && start < end && end <= bytes.length)) throw new RangeError("a column lies outside of the file");
  const growth = GROWTH[codec];
  if (growth === undefined) {
    throw new RangeError(
      `its pages are compressed by ${codec}, can be SNAPPY or GZIP; write it with compression="snappy"`,
    );
  }
  const pages: PageHeader[] = [];
  const cursor: Cursor = { bytes, at: start, end };
  while (cursor.at < end) {
    const header = readThrift(cursor);
    const [type, uncompressedSize, size] = [1, 2, 3].map((id) => wholeOf(header.get(id)));
    const [from, to] = [cursor.at, cursor.at + size!];
    if (to > end) throw new RangeError("a page is cut short");
    cursor.at = to;
    const checksum = header.get(4);
    if (typeof checksum === "number" && crc32(bytes.subarray(from, to)) !== checksum >>> 0) {
      throw new RangeError("the checksum of a page is wrong");
    }
    if (type === INDEX_PAGE) continue;
    const known = KINDS[type!];
    const fields = known === undefined ? undefined : header.get(known.field);
    if (known === undefined || !(fields instanceof Map)) throw new RangeError("a page is of no known kind");
    if (uncompressedSize! > size! * growth + FREE_BYTES)
      throw new RangeError("a page says that it is larger than it can be");
    pages.push(pageOf(known.kind, fields, { start: from, end: to, uncompressedSize: uncompressedSize! }));
  }
  return pages;
}

function pageOf(
  kind: PageHeader["kind"],
  fields: ThriftStruct,
  where: { readonly start: number; readonly end: number; readonly uncompressedSize: number },
): PageHeader {
  const isSecond = kind === "data2";
  const [repetitionBytes, definitionBytes] = isSecond ? [wholeOf(fields.get(6)), wholeOf(fields.get(5))] : [0, 0];
  if (repetitionBytes! + definitionBytes! > Math.min(where.end - where.start, where.uncompressedSize)) {
    throw new RangeError("the levels of a page are longer than the page");
  }
  return {
    ...where,
    kind,
    valueCount: wholeOf(fields.get(1)),
    encoding: wholeOf(fields.get(isSecond ? 4 : 2)),
    repetitionBytes: repetitionBytes!,
    definitionBytes: definitionBytes!,
    isCompressed: fields.get(7) !== false,
  };
}

function wholeOf(value: ThriftValue | undefined): number {
  if (typeof value !== "number" || value < 0) throw new RangeError("a page's header is damaged");
  return value;
}
