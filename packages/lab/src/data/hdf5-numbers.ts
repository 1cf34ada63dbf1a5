/** Data sets of numbers of an HDF5 file, in the thread that reads it. */
import { Hdf5Refusal, type OpenHdf5, readRaw, whyUnreadable } from "./hdf5-file.ts";

export type Hdf5Type = "int8" | "uint8" | "int16" | "uint16" | "int32" | "uint32" | "float32" | "float64";

export type Hdf5Values =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

export interface Hdf5Array {
  readonly type: Hdf5Type;
  readonly shape: readonly number[];
  /** row-major, in this machine's byte order */
  readonly values: Hdf5Values;
}

const ARRAYS: Readonly<Record<Hdf5Type, new (buffer: ArrayBuffer) => Hdf5Values>> = {
  int8: Int8Array,
  uint8: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
  float32: Float32Array,
  float64: Float64Array,
};

/** H5T_INTEGER and H5T_FLOAT of H5Tpublic.h; all other classes are refused. */
const CLASS_PREFIXES: Readonly<Record<number, string>> = { 0: "int", 1: "float" };

/** A guard against shapes that ask for all memory: the readers here are for sets of a few megabytes. */
const MOST_BYTES = 2 ** 28;

/** `name` is a path, group/set. Throws Hdf5Refusal where it is missing or not plain numbers. */
export function readNumbers(open: OpenHdf5, name: string): Hdf5Array {
  const { library, file, fileName } = open;
  const problem = (fault: string): Hdf5Refusal =>
    new Hdf5Refusal(`Cannot read ${fileName}: data set "${name}" ${fault}`);
  const kind = name === "" ? -1 : library.get_type(file, name);
  if (kind === -1)
    throw problem(`is missing; the file holds ${library.get_names(file, "/", false).join(", ") || "nothing"}`);
  if (kind !== library.H5G_DATASET) throw problem(`is a group or a link to elsewhere, should be an array of numbers`);

  const metadata = library.get_dataset_metadata(file, name);
  const { shape, size, signed, total_size: count } = metadata;
  const prefix = CLASS_PREFIXES[metadata.type];
  if (prefix === undefined) throw problem(`holds values of HDF5 class ${metadata.type}, should be integers or floats`);
  const type = `${prefix === "int" && !signed ? "u" : ""}${prefix}${size * 8}`;
  if (!isReadable(type)) throw problem(`has the type ${type}, can be ${Object.keys(ARRAYS).join(", ")}`);
  if (shape === null) throw problem("is empty, should have a shape");
  const obstacle = whyUnreadable(open, name);
  if (obstacle !== null) throw problem(obstacle);
  const sizeBytes = count * size;
  if (sizeBytes > MOST_BYTES) {
    throw problem(`has the shape ${shape.join(" x ")}, ${sizeBytes} bytes; at most ${MOST_BYTES} are read`);
  }

  return { type, shape, values: new ARRAYS[type](readRaw(open, name, sizeBytes).buffer) };
}

function isReadable(type: string): type is Hdf5Type {
  return Object.hasOwn(ARRAYS, type);
}
