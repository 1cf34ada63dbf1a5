/**
 * A file of one's own as what an experiment is trained on. What a user writes is completed by what the file holds; the
 * complete description is frozen JSON that is hashed and stored, can be given back in, and answers alone what is asked
 * before anything is trained: targets, rows of each split.
 */
import type { ReaderOptions } from "../readers/readers.ts";
import type { TargetTask } from "../targets/target.ts";

/** What a user writes below `data:` for a file. A reader's options (`delimiter`, `size`, ...) stand beside these. */
export interface FileInput extends ReaderOptions {
  /** path from the experiment's folder, with `/`; a file, or a folder of pictures */
  readonly file: string;
  /** a reader's name; default: what the file's ending, then its bytes, say */
  readonly format?: string | undefined;
  /** a column, or several */
  readonly target: string | readonly string[];
  /** default: texts, or few whole numbers, are classes; two of them: binary; other numbers: regression */
  readonly task?: TargetTask | undefined;
  /** columns that are no inputs */
  readonly ignore?: readonly string[] | undefined;
  /** a column that says how much each row counts; default: all alike */
  readonly weights?: string | undefined;
  /** by column; default: as its cells are, all of them looked at */
  readonly types?: Readonly<Record<string, "number" | "category">> | undefined;
  readonly split?: SplitInput | undefined;
  /** what the file was found to hold: filled in where it can be read */
  readonly found?: FileFacts | undefined;
  /** the module that gave the rows: filled in where it did */
  readonly from?: object | undefined;
}

/** How rows are dealt out: one way at most, else rows are drawn. */
export interface SplitInput {
  /** share of the rows (below 1), or their number; default 0.2, or 0 where a column or files say it */
  readonly validation?: number | undefined;
  readonly test?: number | undefined;
  /** every class gives its share; default: true for classes and binary where no other way is named */
  readonly stratify?: boolean | undefined;
  /** rows with the same value in this column stay together */
  readonly group?: string | null | undefined;
  /** the last rows by this column are tested, those before them validate: for what is told by time */
  readonly order?: string | null | undefined;
  /** a column that says train, validation or test */
  readonly column?: string | null | undefined;
  /** other files of the same columns */
  readonly files?: SplitFiles | null | undefined;
  /** parts that validate in turn, one a repeat; set by `repeats: { folds: 5 }` */
  readonly folds?: number | null | undefined;
  /** default null: the trial's own seed draws it; of folds the experiment's */
  readonly seed?: number | null | undefined;
}

export interface SplitFiles {
  readonly validation?: string | undefined;
  readonly test?: string | undefined;
}

/** The same, complete. */
export interface SplitSpec {
  readonly validation: number;
  readonly test: number;
  readonly stratify: boolean;
  readonly group: string | null;
  readonly order: string | null;
  readonly column: string | null;
  readonly files: SplitFiles | null;
  readonly folds: number | null;
  readonly seed: number | null;
}

/** What a column was found to be. */
export interface ColumnFacts {
  readonly name: string;
  readonly type: "number" | "category" | "array";
  readonly missing: number;
  /** of a category: how many different texts */
  readonly levels?: number;
  /** of an array: of one row */
  readonly shape?: readonly number[];
}

/** What the file was found to hold when the experiment began. */
export interface FileFacts {
  /** hexadecimal, by the file's name */
  readonly sha256: Readonly<Record<string, string>>;
  /** of all its files together */
  readonly bytes: number;
  /** of all its files together */
  readonly rows: number;
  readonly columns: readonly ColumnFacts[];
  /** the names of the classes, in the order of the outputs; of binary [no, yes]; else empty */
  readonly classes: readonly string[];
  /** where a column or files say which rows are which; else null */
  readonly splitRows: { readonly train: number; readonly validation: number; readonly test: number } | null;
}

/** Complete, as an experiment keeps it. The reader's options stand beside these; null is what is found in the file. */
export interface FileData {
  readonly file: string;
  readonly format: string;
  readonly target: readonly string[];
  readonly task: TargetTask;
  readonly ignore: readonly string[];
  /** absent: rows count alike */
  readonly weights?: string;
  readonly types: Readonly<Record<string, "number" | "category">>;
  readonly split: SplitSpec;
  readonly found: FileFacts;
  readonly [option: string]: unknown;
}

/** Of one training: the seed drawn, the fold chosen. */
export interface DrawnFileData extends FileData {
  readonly split: SplitSpec & { readonly seed: number; readonly fold?: number };
}
