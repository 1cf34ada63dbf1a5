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

/** What the rows are read for. */
export interface ReadPurpose {
  /** what columns will be taken as: where cells are texts, those of categories are kept as they are written */
  readonly types: ColumnTypes;
  /** the rows are to be predicted, and need not show their target */
  readonly asks: boolean;
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
  /** Options that say where the target is: they are nothing to rows that are asked about; absent: none. */
  readonly targetOptions?: readonly (keyof Options)[];
  /**
   * Options of other files that are to be read as that one was whose columns these are: what was found in it is said.
   * Absent: the options as they are.
   */
  settle?(options: Options, columns: readonly { readonly shape?: readonly number[] }[]): Options;
  /** What columns are named that have no name in the file, by the file's; absent: all have. */
  nameOf?(fileName: string): string;
  /** Files with the target, handed to `read` after the first, by the options and the first one's name; absent: none. */
  companions?(options: Options, name: string): readonly Companion[];
  /**
   * Throws DataError or FormatError in one line: the file, the place, what is, what should be. `tools` decompresses,
   * and allocates where threads share memory. `files` is one but for folders and for formats of several files.
   */
  read(
    files: readonly NamedBytes[],
    options: Options,
    tools: ReadTools,
    name: string,
    purpose: ReadPurpose,
  ): Frame | Promise<Frame>;
}
