/** Files of any format into a frame. */
import { DataError } from "minibatch";
import { RequestError } from "../errors.ts";
import type { Frame } from "../frame/frame.ts";
import { type ColumnTypes, retype } from "../frame/retype.ts";
import type { ReadTools } from "../sets/data-set.ts";
import { describeForeignFormat } from "../text/foreign-formats.ts";
import { showText } from "../text/show-text.ts";
import { completeOptions } from "./complete-options.ts";
import { defaultTools } from "./default-tools.ts";
import type { Companion, NamedBytes, Reader } from "./reader.ts";
import { readerNames, readers } from "./readers.ts";
import { unpack } from "./unpack.ts";

/** Which files they are and how they are read. */
export interface FrameRequest {
  /** of the file or folder, for messages */
  readonly name: string;
  /** a reader's name; default: what the name's ending, then the bytes, say */
  readonly format?: string | undefined;
  /** of the reader; what is left out has a default */
  readonly options?: Readonly<Record<string, unknown>> | undefined;
  /**
   * by column; default: as its cells are. The cells of a table's categories stay as they are written: 007, 1.0, 1e3;
   * what is a number where it comes from (JSON, Parquet, NPY) is written as JavaScript does
   */
  readonly types?: ColumnTypes | undefined;
  /** the rows are to be predicted: pictures need no folders of classes; default false */
  readonly asks?: boolean | undefined;
}

/**
 * Rows and columns of a file, or of a folder's files, from their bytes; gzip of any format is decompressed, up to
 * 1 GiB. `tools` are the platform's; default: decompression in JavaScript, no HDF5. Throws DataError, FormatError or
 * TableError in one line with the file's name for what cannot be read, and for a column of `types` that is not there.
 */
export async function readFrame(
  files: readonly NamedBytes[],
  { name, format, options = {}, types = {}, asks = false }: FrameRequest,
  tools: ReadTools = defaultTools,
): Promise<Frame> {
  if (files.length === 0) throw new DataError(`Cannot read ${name}: there are no files`);
  const unpacked = files.map((file) => unpack(file, tools));
  const reader = chooseReader(unpacked, name, format);
  const complete = completeOptions(reader, options, name);
  return retype(await reader.read(unpacked, complete, tools, name, { types, asks }), types);
}

/**
 * The reader of that name; else of a folder that of folders, else the one whose ending the file's name has, else the
 * one that recognizes its bytes, which may be compressed no more. Throws RequestError naming those there are, and
 * where name and bytes say different things.
 */
export function chooseReader(files: readonly NamedBytes[], name: string, format?: string): Reader {
  if (format !== undefined) {
    const named = readers.find((reader) => reader.name === format);
    if (named !== undefined) return named;
    throw new RequestError(
      ["format"],
      `Cannot read ${name}: there is no format ${showText(format)}; known are ${readerNames.join(", ")}`,
    );
  }
  const [first] = files as readonly [NamedBytes];
  const byEnding = readerOfName(name);
  const ofFolder = readers.find((reader) => reader.isFolder);
  const isFolder = byEnding === null && (files.length > 1 || first.name.includes("/"));
  if (ofFolder !== undefined && isFolder) return ofFolder;
  const byBytes = readers.find((reader) => reader.recognizes(first.bytes)) ?? null;
  if (byEnding !== null && byBytes !== null && byEnding !== byBytes) {
    throw new RequestError(
      ["file"],
      `Cannot read ${name}: by its name it is ${byEnding.name}, by its bytes ${byBytes.name}; rename it, or say ` +
        `format: ${byBytes.name}`,
    );
  }
  const found = byEnding ?? byBytes;
  if (found !== null) return found;
  const foreign = describeForeignFormat(first.bytes);
  throw new RequestError(
    ["file"],
    foreign === null
      ? `Cannot read ${name}: its format is not known by its name; say format: ${readerNames.join(", ")}`
      : `Cannot read ${name}: ${foreign}`,
  );
}

/** By the ending of a file's name, in any case of letters, without `.gz`; null where it says nothing. */
export function readerOfName(name: string): Reader | null {
  const small = name.toLowerCase().replace(/\.gz$/, "");
  return readers.find((reader) => reader.endings.some((ending) => small.endsWith(ending))) ?? null;
}

/** Files that are handed to `readFrame` after the first, from its folder: by its reader, its name and the options. */
export function companionsOf(
  reader: Reader,
  options: Readonly<Record<string, unknown>>,
  name: string,
): readonly Companion[] {
  return reader.companions?.(options, name) ?? [];
}
