/** Reads the rows that a network is to predict: a table, JSON, or IDX images. */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { DenseRows } from "minibatch";
import {
  decodeText,
  describeTable,
  readIdx,
  readJsonRows,
  readTable,
  TableError,
  type TableOptions,
} from "minibatch-data";
import { gunzip } from "../data/gunzip.ts";
import { InputError, UsageError } from "../errors.ts";
import { describeReadFailure } from "../files/describe-read-failure.ts";
import { describeTooLarge, rowsOfTable } from "./rows-of-table.ts";

/** pixels of IDX files are scaled as in training */
const PIXEL_SCALE = 1 / 255;

/** How to read a table, where that is not to be found out from the file. */
export interface TableFlags extends Omit<TableOptions, "name" | "columns"> {
  /** columns to leave out, by name or place */
  readonly ignore?: readonly string[];
}

/** A file's rows, ready for a network. */
export interface InputRows {
  /** [rows, features], all finite */
  readonly rows: DenseRows;
  /** [rows] the line of each in a table, from 1; null for other kinds of files */
  readonly lines: Uint32Array | null;
  /** how the file was read, in one line; null where there was nothing to guess */
  readonly told: string | null;
}

/**
 * Reads rows for a network with `features` inputs. The file's name says its kind: `.csv`, `.tsv`, `.txt`, `.dat` for a
 * table; `.json` for an array of rows; `-ubyte` for IDX, gzipped or not, whose bytes are divided by 255. Throws
 * InputError or FormatError that names the file, the place and what is wrong there; UsageError for flags of another
 * kind of file.
 */
export function readRows(file: string, features: number, flags: TableFlags = {}): InputRows {
  return parseRows(readBytes(file), basename(file), features, flags);
}

/** As `readRows`, of a file's bytes and its name. */
export function parseRows(bytes: Uint8Array, name: string, features: number, flags: TableFlags = {}): InputRows {
  const isTable = /\.(csv|tsv|tab|txt|dat|data|asc|prn)$/i.test(name);
  const given = Object.entries(flags).find(([, value]) => value !== undefined)?.[0];
  if (!isTable && given !== undefined) {
    throw new UsageError(`Cannot use --${given} for ${name}: it is for tables (.csv, .tsv, .txt, .dat)`);
  }
  try {
    if (isTable) {
      const table = readTable(bytes, { ...flags, name, columns: features + (flags.ignore?.length ?? 0) });
      const rows = rowsOfTable(table, features, flags.ignore ?? []);
      return { rows, lines: table.lines, told: describeTable(table) };
    }
    if (/\.json$/i.test(name)) return fromJson(name, bytes, features);
    if (/(idx\d?(-ubyte)?|\.idx)(\.gz)?$/i.test(name) || /-ubyte(\.gz)?$/i.test(name)) {
      return fromIdx(name, bytes, features);
    }
    // what its first bytes say tells more than an unknown name
    decodeText(bytes, name);
  } catch (error) {
    if (!(error instanceof TableError)) throw error;
    throw new InputError(error.messageWith(spellFlag), { cause: error });
  }
  throw new InputError(
    `Cannot read ${name}: its kind is not known by its name; give .csv, .tsv or .txt for a table, .json for an ` +
      "array of rows, or an IDX file (-ubyte, -ubyte.gz)",
  );
}

function readBytes(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new InputError(`Cannot read ${file}: ${describeReadFailure(error)}`, { cause: error });
  }
}

/** Quoted as it must be typed: a shell takes `;` for the end of a command. */
function spellFlag(setting: string, values: readonly string[]): string {
  const spelled = values.map((value) => `--${setting} ${/^[\w,.-]+$/.test(value) ? value : `'${value}'`}`);
  return `give ${spelled.join(" or ")}`;
}

function fromJson(name: string, bytes: Uint8Array, features: number): InputRows {
  const { rows, columns, values } = readJsonRows(bytes, name);
  if (columns !== features) {
    throw new InputError(`Cannot read ${name}: its rows have ${columns} values, the network takes ${features}`);
  }
  return toRows(name, rows, features, values);
}

function fromIdx(name: string, bytes: Uint8Array, features: number): InputRows {
  const { dimensions, values } = readIdx(bytes, name, gunzip);
  const [rows = 0, ...rest] = dimensions;
  const width = rest.reduce((product, size) => product * size, 1);
  if (rows === 0 || width !== features) {
    const labels = rest.length === 0 ? "; one number a row is a file of labels, give that of the images" : "";
    throw new InputError(
      `Cannot read ${name}: it is ${dimensions.join(" x ")}, the network takes rows of ${features}${labels}`,
    );
  }
  if (!(values instanceof Uint8Array)) return toRows(name, rows, features, values);
  return { rows: { kind: "dense", rows, features, values, scale: PIXEL_SCALE }, lines: null, told: null };
}

/** [rows, features], which may be beyond float32 or not finite. */
function toRows(name: string, rows: number, features: number, numbers: ArrayLike<number>): InputRows {
  const values = Float32Array.from(numbers);
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong !== -1) {
    const [place, value] = [`[${Math.floor(wrong / features)}][${wrong % features}]`, numbers[wrong]!];
    const is = Number.isFinite(value) ? describeTooLarge(value) : `${value}, should be a finite number`;
    throw new InputError(`Cannot read ${name}: ${place} is ${is}`);
  }
  return { rows: { kind: "dense", rows, features, values, scale: 1 }, lines: null, told: null };
}
