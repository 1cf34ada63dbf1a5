/**
 * The rows that a module of one's own gives, as the bytes of an archive of arrays (NPZ): from there on they are a
 * file's, known by their SHA-256, kept in the store, and read on other machines without the module.
 */
import { zipSync } from "fflate";
import { DataError, type Dataset } from "minibatch";
import { type ColumnInput, concatFrames, type Frame, type FrameColumn, frameOf, frameOfRows } from "minibatch-data";
import { SPLIT_COLUMN } from "study";
import type { DataRows, DataSplits } from "../../modules/define-modules.ts";

export interface PackedRows {
  readonly bytes: Uint8Array;
  /** columns of `y`, where it gave `{ x, y }`; else none */
  readonly targets: readonly string[];
  /** whether it gave more than rows to train on */
  readonly hasSplits: boolean;
}

const SPLITS = ["train", "validation", "test"] as const;

/** `given`: what `load` gave. Throws DataError for what are no splits of rows. */
export function packRows(given: unknown, module: string): PackedRows {
  const splits = readSplits(given, module);
  const parts = SPLITS.flatMap((split) => {
    const rows = splits[split] ?? null;
    return rows === null ? [] : [{ split, rows, frame: frameOfSplit(rows, `the ${split} rows of ${module}`) }];
  });
  const [first] = parts;
  if (first === undefined || first.split !== "train") throw problem(module, "it gives no rows to train on", "train");
  const hasSplits = parts.length > 1;
  const frames = parts.map(({ frame, split }) => ({
    frame: hasSplits ? withSplit(frame, split, module) : frame,
    split,
  }));
  const whole = hasSplits ? concatFrames(frames) : first.frame;
  const entries = whole.columns.map((column): [string, Uint8Array] => [
    `${column.name}.npy`,
    encodeColumn(column, whole.rows),
  ]);
  return {
    bytes: zipSync(Object.fromEntries(entries), { level: 0, mtime: NO_TIME }),
    targets: isDataset(first.rows) ? targetsOf(first.rows) : [],
    hasSplits,
  };
}

/** The same bytes for the same rows, whenever they were packed. */
const NO_TIME = new Date(1980, 0, 1);

function readSplits(given: unknown, module: string): DataSplits {
  if (typeof given !== "object" || given === null) {
    throw problem(module, `its load gives ${given === null ? "null" : typeof given}`, "train, validation and test");
  }
  const other = Object.keys(given).find((name) => !(SPLITS as readonly string[]).includes(name));
  if (other !== undefined)
    throw problem(module, `its load gives ${JSON.stringify(other)}`, "train, validation and test alone");
  return given as DataSplits;
}

function problem(module: string, what: string, wanted: string): DataError {
  return new DataError(
    `Cannot use the module ${module}: ${what}; it should give { train, validation, test }: ${wanted}`,
  );
}

function isDataset(rows: DataRows): rows is Dataset {
  return "x" in rows && "y" in rows && typeof rows.x === "object" && rows.x !== null && "kind" in rows.x;
}

function frameOfSplit(rows: DataRows, name: string): Frame {
  if (Array.isArray(rows)) return frameOfRows(rows as readonly Readonly<Record<string, unknown>>[], name);
  return frameOf(isDataset(rows) ? columnsOf(rows, name) : (rows as Readonly<Record<string, ColumnInput>>), name);
}

/** Rows of the library's own form: `x`, an array a row, and a column for each target. */
function columnsOf({ x, y }: Dataset, name: string): Readonly<Record<string, ColumnInput>> {
  if (x.kind !== "dense") throw new DataError(`Cannot use ${name}: x is ${x.kind}, should be dense`);
  const values = x.scale === 1 ? x.values : Float32Array.from(x.values, (value) => value * x.scale);
  const inputs = { x: { shape: [x.features], values } };
  if (y.kind === "classes") return { ...inputs, y: Array.from(y.values) };
  const columns = targetsOf({ x, y }).map((column, i) => [
    column,
    Float64Array.from({ length: x.rows }, (_, row) => y.values[row * y.columns + i]!),
  ]);
  return { ...inputs, ...Object.fromEntries(columns) };
}

function targetsOf({ y }: Dataset): readonly string[] {
  if (y.kind === "classes" || y.columns === 1) return ["y"];
  return Array.from({ length: y.columns }, (_, i) => `y ${i + 1}`);
}

function withSplit(frame: Frame, split: string, module: string): Frame {
  if (frame.columns.some(({ name }) => name === SPLIT_COLUMN)) {
    throw new DataError(
      `Cannot use the module ${module}: it gives a column "${SPLIT_COLUMN}", which says here whether a row trains; ` +
        "give it another name",
    );
  }
  const codes = new Int32Array(frame.rows);
  return { ...frame, columns: [...frame.columns, { kind: "category", name: SPLIT_COLUMN, codes, levels: [split] }] };
}

const TYPES: Readonly<Record<string, string>> = {
  Uint8Array: "|u1",
  Int8Array: "|i1",
  Int16Array: "<i2",
  Uint16Array: "<u2",
  Int32Array: "<i4",
  Float32Array: "<f4",
  Float64Array: "<f8",
};

/** NumPy's format 1.0, little-endian as all machines are that we run on. */
function encodeColumn(column: FrameColumn, rows: number): Uint8Array {
  if (column.kind === "category") return encodeTexts(Array.from(column.codes, (code) => column.levels[code] ?? ""));
  const { values } = column;
  const shape = column.kind === "array" ? [rows, ...column.shape] : [rows];
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return encodeArray(TYPES[values.constructor.name]!, shape, bytes);
}

function encodeTexts(texts: readonly string[]): Uint8Array {
  const points = texts.map((text) => Array.from(text, (character) => character.codePointAt(0)!));
  const width = Math.max(1, ...points.map(({ length }) => length));
  const cells = new Uint32Array(texts.length * width);
  for (const [row, letters] of points.entries()) cells.set(letters, row * width);
  return encodeArray(`<U${width}`, [texts.length], new Uint8Array(cells.buffer));
}

const HEAD_ALIGNMENT = 64;

function encodeArray(type: string, shape: readonly number[], bytes: Uint8Array): Uint8Array {
  const open =
    `{'descr': '${type}', 'fortran_order': False, 'shape': ` +
    `(${shape.join(", ")}${shape.length === 1 ? "," : ""}), }`;
  const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0];
  const length = Math.ceil((magic.length + 2 + open.length + 1) / HEAD_ALIGNMENT) * HEAD_ALIGNMENT;
  const header = `${open.padEnd(length - magic.length - 3)}\n`;
  const whole = new Uint8Array(length + bytes.length);
  whole.set([...magic, header.length & 255, header.length >> 8, ...Buffer.from(header, "latin1")]);
  whole.set(bytes, length);
  return whole;
}
