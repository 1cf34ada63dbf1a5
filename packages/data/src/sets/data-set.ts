/**
 * What a data set's definition says. A set is one file of this folder and one row of `sets.ts`; experiments, the JSON
 * schema, the command line, reports and tests read the definition and never ask which set it is.
 *
 * A definition is pure: it reads bytes that it is handed and draws from seeds. Where files lie, how they are downloaded
 * and decompressed is the caller's, who passes `ReadTools`.
 *
 * Two types go with a set. Its *description* is what an experiment writes below `data:`, every default filled in:
 * frozen JSON that is hashed and stored, `{ set: "spirals", rows: 1000, noise: 0.2, ... }`. Its *contents* are rows
 * that are loaded once and shared by all threads, such as MNIST's images; `null` for sets that are drawn anew from each
 * description.
 */
import type { Dataset } from "minibatch";
import type { FieldDescription } from "minibatch/describe";
import type { FileArray } from "../formats/file-array.ts";
import type { Gunzip } from "../formats/gunzip.ts";

/** What is written below `data:`, complete. */
export interface DataDescription {
  readonly set: string;
}

/**
 * Fields that draw something: left null in an experiment, each trial's own seed takes their place, so that repeats
 * differ in it as well.
 */
export type SeedName = "splitSeed" | "dataSeed";

/** As an experiment keeps it: a seed may still be the trial's. */
export type OpenDescription<D> = D extends DataDescription
  ? { readonly [Field in keyof D]: Field extends SeedName ? D[Field] | null : D[Field] }
  : never;

/** As a user writes it: what has a default may be left out. */
export type DescriptionInput<D> = D extends DataDescription
  ? { readonly set: D["set"] } & {
      readonly [Field in Exclude<keyof OpenDescription<D>, "set">]?: OpenDescription<D>[Field] | undefined;
    }
  : never;

/** A field beside `set`: what it takes, its default (every field has one), and its sentence. */
export interface DataField extends FieldDescription {
  readonly fallback: string | number | boolean | null;
  readonly says: string;
}

/** The fields of a description. */
export type DataFields<D> = { readonly [Field in Exclude<keyof D, "set">]: DataField };

/** A file that is known to the last bit. */
export interface DataFile {
  readonly name: string;
  readonly sizeBytes: number;
  /** its first bytes, hexadecimal: they tell a file that was cut short or damaged from another file of its name */
  readonly signature: string;
  /** hexadecimal */
  readonly sha256: string;
}

/** Numbers of an HDF5 file. */
export interface Hdf5Numbers {
  /** int32, float64, ... */
  readonly type: string;
  readonly shape: readonly number[];
  /** row-major */
  readonly values: ArrayLike<number>;
}

/** What reading files takes of the platform. */
export interface ReadTools {
  readonly gunzip: Gunzip;
  /** The data sets of these names. Throws FormatError where the file lacks one. */
  readonly readHdf5: <Name extends string>(
    bytes: Uint8Array,
    names: readonly Name[],
    fileName: string,
  ) => Promise<Readonly<Record<Name, Hdf5Numbers>>>;
  /**
   * The arrays at these paths of an HDF5 file, of numbers or texts; null: all of them. Throws FormatError where the
   * file lacks one or it is neither. Absent: files of users in HDF5 are not read.
   */
  readonly readHdf5Arrays?: (
    bytes: Uint8Array,
    paths: readonly string[] | null,
    fileName: string,
  ) => Promise<readonly FileArray[]>;
  /** rows are put on memory that threads share */
  readonly shared: boolean;
}

/** Rows that were drawn, and the bytes by whose SHA-256 they are known. */
export interface DrawnContents<Contents> {
  readonly contents: Contents;
  /** name -> bytes */
  readonly hashed: Readonly<Record<string, Uint8Array>>;
}

/** What is used where there is neither file nor network; labelled SYNTHETIC everywhere. */
export interface StandIn<Contents> {
  /** "digits drawn by a procedure" */
  readonly says: string;
  /** the beginning of the line by which a user is told: "SYNTHETIC digits stand in for MNIST" */
  readonly notice: string;
  draw(shared: boolean): DrawnContents<Contents>;
}

/** Where rows come from. */
export type Origin<Contents> =
  /** files, which are loaded once */
  | {
      readonly kind: "files";
      /** folder within the data directory */
      readonly folder: string;
      readonly files: readonly DataFile[];
      /**
       * addresses that end in `/`, to which a file's name is appended; tried in this order; empty when nobody publishes
       * the set
       */
      readonly mirrors: readonly string[];
      /** `files` are the bytes, in the order above. Throws FormatError for what is not as it should be. */
      read(files: readonly Uint8Array[], tools: ReadTools): Contents | Promise<Contents>;
      /** null: without its files the set cannot be used */
      readonly standIn: StandIn<Contents> | null;
    }
  /**
   * a collection that a procedure draws once, the same for everybody, in place of a real one: labelled SYNTHETIC
   * everywhere
   */
  | { readonly kind: "synthetic"; draw(shared: boolean): DrawnContents<Contents> }
  /** drawn by `open` from the description and its seed: nothing is loaded */
  | { readonly kind: "drawn" };

/** What rows are like, for checks before anything is loaded. */
export interface DataShape {
  /** numbers of a row; null where it depends on the rows trained on, as with texts that become a number each */
  readonly inputs: number | null;
  readonly targets: ClassTargets | BitTargets | NumberTargets;
  /** where a row is a picture, [height, width] of its grey pixels */
  readonly picture?: readonly [height: number, width: number];
}

/** One class a row: softmax cross-entropy, at least as many outputs as classes. */
export interface ClassTargets {
  readonly kind: "classes";
  /** in the order of the labels 0, 1, ... */
  readonly names: readonly string[];
}

/** Yes or no, `columns` of them a row: binary cross-entropy or mean squared error, just as many outputs. */
export interface BitTargets {
  readonly kind: "bits";
  readonly columns: number;
}

/** Any numbers, `columns` of them a row: mean squared error, just as many outputs. */
export interface NumberTargets {
  readonly kind: "numbers";
  readonly columns: number;
}

/** Rows of each split; 0 where there is no such split. */
export interface SplitRows {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
}

/** The splits themselves; null where there is no such split. */
export interface Splits {
  readonly train: Dataset;
  readonly validation: Dataset | null;
  readonly test: Dataset | null;
}

/** A field that cannot be as it is beside the others, although its range allows it. */
export interface FieldRefusal {
  readonly field: string;
  /** "split full has 60000": what is, and the fix */
  readonly why: string;
}

/** What can be asked of whatever stands below `data:`, a set or a file of one's own. `Description`: what is written. */
export interface DataDefinition<Description> {
  /** in reports: `long` as "MNIST digits", `short` (a plural) as "digits" */
  readonly words: { readonly long: string; readonly short: string };
  /** fields that parameters may vary */
  readonly fields: Readonly<Record<string, DataField>>;
  /**
   * the field that decides whether anything validates, a dot before each level, and what to write there so that
   * something does; null: something always does
   */
  readonly validatedBy: { readonly field: string; readonly instead: string } | null;
  shape(data: Description): DataShape;
  /**
   * as `open` will give them, without loading or drawing anything; where equal rows stay together, to within the size
   * of a group
   */
  rows(data: Description): SplitRows;
  /** what fits its range but not the other fields; null: nothing */
  refusal(data: Description): FieldRefusal | null;
  /** the splits and limits in words, for reports: "50,000 images for training, 10,000 for validation" */
  describe(data: Description): string;
}

/** The definition of a data set. `Description`: what may be written; `Contents`: what is loaded once. */
export interface DataSet<Description extends DataDescription, Contents = null>
  extends DataDefinition<OpenDescription<Description>> {
  /** what is written after `set:` */
  readonly name: Description["set"];
  /** rows of a set are numbers already */
  shape(data: OpenDescription<Description>): DataShape & { readonly inputs: number };
  /** one line for `minibatch data list` */
  readonly title: string;
  /** one sentence for the schema and the documentation: what rows are, how many inputs and outputs */
  readonly says: string;
  readonly licence: string;
  /** whom to cite */
  readonly source: string;
  readonly origin: Origin<Contents>;
  readonly fields: DataFields<Description>;
  /** the field that a trial's seed fills in where it is null; null: nothing is drawn */
  readonly seed: SeedName | null;
  /** fields in which a description of all rows, as `evaluate --set` takes it, differs from the defaults */
  readonly whole?: Partial<Omit<Description, "set">>;
  /** The rows of a description. `contents`: what its origin gave; null where that is `drawn`. */
  open(data: Description, contents: Contents): Splits;
  /**
   * What `open` gives of what a procedure draws in place of files, of which only the rows that the description takes
   * are drawn: for a page, which waits for them. Absent: all are drawn at once.
   */
  openDrawn?(data: Description): Splits;
}
