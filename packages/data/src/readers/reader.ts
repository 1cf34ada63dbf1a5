/**
 * What a format of files says of itself. A format is one file of this folder and one row of `readers.ts`; experiments,
 * `data info`, `predict`, the schema and the documentation read the row and never ask which format it is.
 */
import type { Frame } from "../frame/frame.ts";
import type { ColumnTypes } from "../frame/retype.ts";
import type { DataField, ReadTools } from "../sets/data-set.ts";

/** A file, or one of a folder's: its path within the folder, with `/`. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A file that belongs to another in its folder. */
export interface Companion {
  readonly name: string;
  /** without it the other cannot be read; else it is taken where it is there */
  readonly isRequired: boolean;
}

/** How one format is read. `Options`: what a user may say beside `file:`, flat. */
export interface Reader<Options extends object = Readonly<Record<string, unknown>>> {
  /** "csv" */
  readonly name: string;
  /** "comma- or tab-separated values": for the documentation and messages */
  readonly says: string;
  /** what its files' names end in, without `.gz`, in small letters: [".csv"]; empty where the name says nothing */
  readonly endings: readonly string[];
  /** a folder holds its rows, a file each */
  readonly isFolder: boolean;
  /** whether bytes are of this format whatever their name; never true for two formats */
  recognizes(bytes: Uint8Array): boolean;
  /** every option with its range, default (null: found in the file) and sentence */
  readonly fields: Readonly<Record<keyof Options, DataField>>;
  /** Files that are handed to `read` after the first, by the options and the first one's name; absent: none. */
  companions?(options: Options, name: string): readonly Companion[];
  /**
   * Throws DataError or FormatError in one line: the file, the place, what is, what should be. `tools` decompresses,
   * and allocates where threads share memory. `files` is one but for folders and for formats of several files.
   * `types` are what columns will be taken as: for formats whose cells are texts, which are kept as they are written.
   */
  read(
    files: readonly NamedBytes[],
    options: Options,
    tools: ReadTools,
    name: string,
    types: ColumnTypes,
  ): Frame | Promise<Frame>;
}
