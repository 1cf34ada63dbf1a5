/**
 * A Parquet file's columns, their pages checked before any is decoded. The metadata are hyparquet's, once our own
 * reading of them found no list longer than the file.
 */
import type { ColumnDecoder, ColumnMetaData, DecodedArray, ParquetParsers, SchemaTree } from "hyparquet/src/types.js";
import { decodeDictionary, decodePage, type Page } from "./decode-page.ts";
import type { Decoders } from "./decoders.ts";
import { listPages, type PageHeader } from "./pages.ts";
import { readThrift } from "./thrift.ts";

/** What a column holds: numbers as they are, texts, times in nanoseconds since 1970, or values of several kinds. */
export type ParquetKind = "numbers" | "texts" | "times" | "values" | "lists";

export interface ParquetColumn {
  readonly name: string;
  readonly kind: ParquetKind;
  /** the level at which a value is there */
  readonly mostDefinition: number;
  /** One after the other, decoded when they are asked for. `dictionary` is of the page's places. */
  pages(): Generator<{ readonly row: number; readonly page: Page; readonly dictionary: DecodedArray | null }>;
  /** of a column of lists: a list or null for each row */
  lists(): readonly unknown[];
}

export interface ParquetFile {
  readonly rows: number;
  readonly columns: readonly ParquetColumn[];
}

/** Values of all columns: 2 GB as doubles. */
const MOST_CELLS = 2 ** 28;

const MAGIC = 0x31524150;

export function isParquet(bytes: Uint8Array): boolean {
  if (bytes.length < 12) return false;
  const view = viewOf(bytes);
  return view.getUint32(0, true) === MAGIC && view.getUint32(bytes.length - 4, true) === MAGIC;
}

interface Chunk {
  readonly meta: ColumnMetaData;
  readonly firstRow: number;
  readonly rows: number;
  readonly pages: readonly PageHeader[];
}

/** Throws Error of one line, without the file's name, for what is damaged or cannot be read. */
export function openParquet(bytes: Uint8Array, decoders: Decoders): ParquetFile {
  if (!isParquet(bytes)) throw new RangeError("it does not begin and end as a Parquet file does; it is cut short");
  const footer = viewOf(bytes).getUint32(bytes.length - 8, true);
  if (footer > bytes.length - 12) throw new RangeError("its metadata are longer than the file");
  readThrift({ bytes, at: bytes.length - 8 - footer, end: bytes.length - 8 });
  // its statistics may be of bytes that are no text, or be cut within a character
  const metadata = decoders.parquetMetadata(bytes.subarray(bytes.length - 8 - footer), { geoparquet: false });
  const parsers = parsersOf(decoders);
  const root = decoders.parquetSchema(metadata);
  const groups = metadata.row_groups;
  const groupRows = groups.map((group) => wholeOf(group.num_rows));
  const rows = groupRows.reduce((sum, count) => sum + count, 0);
  if (rows !== wholeOf(metadata.num_rows)) throw new RangeError("its metadata say two numbers of rows");
  if (rows * root.children.length > MOST_CELLS) {
    throw new RangeError(
      `it has ${rows} rows of ${root.children.length} columns, at most ${MOST_CELLS} values are read; split it`,
    );
  }
  const columns = root.children.map((tree): ParquetColumn => {
    const leaf = leafOf(tree, decoders);
    const schemaPath = decoders.getTreePath(root, leaf.path);
    const levels = levelsOf(schemaPath);
    let firstRow = 0;
    const chunks = groups.map((group, i): Chunk => {
      const chunk = group.columns.find(({ meta_data: meta }) => samePath(meta?.path_in_schema, leaf.path));
      if (chunk?.meta_data === undefined)
        throw new RangeError(`column "${tree.element.name}" is not in every part of it`);
      if (chunk.file_path !== undefined) throw new RangeError("its values lie in other files, which are not followed");
      const made = chunkOf(bytes, chunk.meta_data, firstRow, groupRows[i]!, levels.mostRepetition > 0);
      firstRow += groupRows[i]!;
      return made;
    });
    const decoderOf = ({ meta }: Chunk): ColumnDecoder => ({
      pathInSchema: leaf.path,
      type: leaf.element.type!,
      element: leaf.element,
      schemaPath,
      codec: meta.codec,
      parsers,
    });
    const kind = levels.mostRepetition > 0 ? "lists" : kindOf(leaf.element, tree.element.name);
    return {
      name: tree.element.name,
      kind,
      mostDefinition: levels.mostDefinition,
      *pages() {
        for (const chunk of chunks) yield* pagesOf(bytes, chunk, levels, decoderOf(chunk), decoders);
      },
      lists: () => chunks.flatMap((chunk) => listsOf(bytes, chunk, levels, decoderOf(chunk), tree, decoders)),
    };
  });
  return { rows, columns };
}

/** The column itself, or what a list of plain values holds. */
function leafOf(tree: SchemaTree, decoders: Decoders): SchemaTree {
  if (tree.children.length === 0 && tree.element.repetition_type !== "REPEATED") return tree;
  const [middle] = tree.children;
  const [leaf = middle] = middle?.children ?? [];
  if (decoders.isListLike(tree) && leaf !== undefined && leaf.children.length === 0) return leaf;
  throw new RangeError(
    `column "${tree.element.name}" holds records in records, which are no column; flatten it (in pandas: ` +
      "json_normalize)",
  );
}

function levelsOf(path: readonly SchemaTree[]): { mostRepetition: number; mostDefinition: number } {
  const kinds = path.slice(1).map(({ element }) => element.repetition_type);
  return {
    mostRepetition: kinds.filter((kind) => kind === "REPEATED").length,
    mostDefinition: kinds.filter((kind) => kind !== "REQUIRED").length,
  };
}

function chunkOf(bytes: Uint8Array, meta: ColumnMetaData, firstRow: number, rows: number, isList: boolean): Chunk {
  const offsets = [meta.dictionary_page_offset, meta.data_page_offset].map(Number).filter((offset) => offset > 0);
  const start = Math.min(...offsets);
  const end = start + wholeOf(meta.total_compressed_size);
  const pages = rows === 0 ? [] : listPages(bytes, start, end, meta.codec);
  const count = pages.reduce((sum, page) => sum + (page.kind === "dictionary" ? 0 : page.valueCount), 0);
  if (count !== (rows === 0 ? 0 : wholeOf(meta.num_values)) || (!isList && count !== rows) || count > MOST_CELLS) {
    throw new RangeError("its pages do not hold as many values as its metadata say");
  }
  return { meta, firstRow, rows, pages };
}

function* pagesOf(
  bytes: Uint8Array,
  chunk: Chunk,
  levels: { mostRepetition: number; mostDefinition: number },
  column: ColumnDecoder,
  decoders: Decoders,
): ReturnType<ParquetColumn["pages"]> {
  let dictionary: DecodedArray | null = null;
  let row = chunk.firstRow;
  for (const header of chunk.pages) {
    if (header.kind === "dictionary") {
      dictionary = decodeDictionary(bytes, header, column, decoders);
      continue;
    }
    const page = decodePage(bytes, header, levels, column, dictionary?.length ?? null, decoders);
    yield { row, page, dictionary };
    row += header.valueCount;
  }
}

function listsOf(
  bytes: Uint8Array,
  chunk: Chunk,
  levels: { mostRepetition: number; mostDefinition: number },
  column: ColumnDecoder,
  tree: SchemaTree,
  decoders: Decoders,
): readonly unknown[] {
  const output: unknown[] = [];
  for (const { page, dictionary } of pagesOf(bytes, chunk, levels, column, decoders)) {
    const values = page.places === null ? page.values! : Array.from(page.places, (place) => dictionary![place]);
    const [definition, repetition] = [page.definition, page.repetition].map((list) => Array.from(list ?? []));
    decoders.assembleLists(output, definition!, repetition!, values, column.schemaPath);
  }
  const assembled = new Map([[column.pathInSchema.join("."), output]]);
  decoders.assembleNested(assembled, tree, column.parsers);
  const lists = assembled.get(tree.path.join(".")) ?? [];
  if (lists.length !== chunk.rows) throw new RangeError("its lists are not as many as its rows");
  return lists;
}

function kindOf(element: SchemaTree["element"], name: string): ParquetKind {
  const { type, converted_type: converted, logical_type: logical } = element;
  const isTime = converted === "DATE" || converted?.startsWith("TIMESTAMP") === true || logical?.type === "TIMESTAMP";
  if (isTime || logical?.type === "DATE" || type === "INT96") return "times";
  if (type === "BOOLEAN") return "values";
  if (converted === "DECIMAL" || logical?.type === "FLOAT16") return "values";
  if (logical?.type === "UUID" || (type === "BYTE_ARRAY" && converted !== "BSON")) return "texts";
  if (type === "FIXED_LEN_BYTE_ARRAY" || type === "BYTE_ARRAY" || type === undefined) {
    throw new RangeError(`column "${name}" holds bytes, which are no numbers and no text; leave it out`);
  }
  return "numbers";
}

const UTF8 = (): TextDecoder => new TextDecoder("utf-8", { fatal: true });

/** Times in nanoseconds; texts that are UTF-8, or an error. */
function parsersOf({ defaultParsers }: Decoders): ParquetParsers {
  const decoder = UTF8();
  const textOf = (bytes: Uint8Array | undefined): string | undefined => {
    try {
      return bytes && decoder.decode(bytes);
    } catch {
      throw new RangeError("holds bytes that are no text in UTF-8");
    }
  };
  return {
    ...defaultParsers,
    timestampFromMilliseconds: (time: bigint) => BigInt(time) * 1_000_000n,
    timestampFromMicroseconds: (time: bigint) => BigInt(time) * 1000n,
    timestampFromNanoseconds: (time: bigint) => BigInt(time),
    dateFromDays: (day: number) => BigInt(day) * 86_400_000_000_000n,
    stringFromBytes: textOf,
    jsonFromBytes: textOf,
    geometryFromBytes: textOf,
    geographyFromBytes: textOf,
  };
}

function samePath(path: readonly string[] | undefined, other: readonly string[]): boolean {
  return path?.length === other.length && path.every((part, i) => part === other[i]);
}

function wholeOf(value: number | bigint): number {
  const whole = Number(value);
  if (Number.isSafeInteger(whole) && whole >= 0) return whole;
  throw new RangeError("its metadata hold what is no count");
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
