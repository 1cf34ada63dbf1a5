/**
 * A file of one's own as what an experiment is trained on. What a user writes is completed by what the file holds;
 * the complete description is frozen JSON that is hashed and stored, and everything that is asked before training
 * (inputs, targets, rows of each split) is answered from it alone.
 */
import type { TargetSpec, TargetTask } from "../targets/target.ts";

/** What a user writes below `data:` for a file. A reader's options (`delimiter`, `size`, ...) stand beside these. */
export interface FileInput {
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
  /** by column; default: as its cells are, all of them looked at */
  readonly types?: Readonly<Record<string, "number" | "category">> | undefined;
  readonly split?: SplitInput | undefined;
  readonly [option: string]: unknown;
}

/** One way at most: `stratify`, `group`, `order`, `column` or `files`; else rows are drawn. */
export interface SplitInput {
  /** share of the rows (below 1), or their number; default 0.2, or 0 with `column` or `files` */
  readonly validation?: number | undefined;
  readonly test?: number | undefined;
  /** every class gives its share; default: true for classes and binary where no other way is named */
  readonly stratify?: boolean | undefined;
  /** rows with the same value in this column stay together */
  readonly group?: string | undefined;
  /** the last rows by this column are the test split, those before them validate: for what is told by time */
  readonly order?: string | undefined;
  /** a column that says train, validation or test */
  readonly column?: string | undefined;
  /** files of the same columns */
  readonly files?: { readonly validation?: string | undefined; readonly test?: string | undefined } | undefined;
  /** default null: the trial's own seed draws it */
  readonly seed?: number | null | undefined;
}

/** The same, complete. */
export interface SplitSpec {
  readonly kind: "random" | "stratified" | "grouped" | "ordered" | "column" | "files" | "folds";
  /** rows; what is left is trained on */
  readonly validation: number;
  readonly test: number;
  /** the column of `grouped`, `ordered` and `column` */
  readonly by: string | null;
  /** of `folds`: how many, and within them rows are stratified or grouped as said */
  readonly folds: number | null;
  readonly seed: number | null;
}

/** What a column was found to be. */
export interface ColumnFacts {
  readonly name: string;
  readonly type: "number" | "category" | "array";
  /** of a category: how many different texts */
  readonly levels?: number;
  readonly shape?: readonly number[];
  readonly missing: number;
}

/** Complete, as an experiment keeps it. */
export interface FileDescription {
  readonly file: string;
  readonly format: string;
  /** of the reader, every one */
  readonly options: Readonly<Record<string, unknown>>;
  /** of the files' bytes, by name */
  readonly sha256: Readonly<Record<string, string>>;
  readonly rows: number;
  readonly columns: readonly ColumnFacts[];
  readonly target: TargetSpec;
  readonly ignore: readonly string[];
  readonly types: Readonly<Record<string, "number" | "category">>;
  readonly split: SplitSpec;
}
