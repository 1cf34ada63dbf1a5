/**
 * Numeric data sets out of an HDF5 file. The C library sees a file system in memory that holds nothing but this file:
 * links and raw data that lie in other files are never followed.
 */
import { FormatError } from "minibatch";
import { type Hdf5Library, loadHdf5Library } from "./hdf5-library.ts";

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

/** HDF5's registered filter numbers that the WASM build carries: deflate, shuffle, Fletcher-32 checksum. */
const KNOWN_FILTERS: ReadonlySet<number> = new Set([1, 2, 3]);

/** H5T_INTEGER and H5T_FLOAT of H5Tpublic.h; all other classes are refused. */
const CLASS_PREFIXES: Readonly<Record<number, string>> = { 0: "int", 1: "float" };

/** A guard against shapes that ask for all memory: the readers here are for sets of a few megabytes. */
const MOST_BYTES = 2 ** 28;

const PLACE = "/file.hdf5";

/**
 * The data sets `names` (paths like `group/set` reach into groups) of the HDF5 file in `bytes`; `fileName` is for
 * messages. Throws FormatError, one line, when the file is not HDF5, is cut short, or a data set is missing or not
 * plain numbers.
 */
export async function readHdf5<Name extends string>(
  bytes: Uint8Array,
  names: readonly Name[],
  fileName: string,
): Promise<Record<Name, Hdf5Array>> {
  return withHdf5File(bytes, fileName, (library, file) => {
    const arrays = names.map((name) => [name, readDataset(library, file, name, fileName)] as const);
    return Object.fromEntries(arrays) as Record<Name, Hdf5Array>;
  });
}

/**
 * What `use` makes of an open file. Throws FormatError, one line, where the file is not HDF5 or cut short.
 */
export async function withHdf5File<Result>(
  bytes: Uint8Array,
  fileName: string,
  use: (library: Hdf5Library, file: bigint) => Result,
): Promise<Result> {
  const complaints: string[] = [];
  const library = await loadHdf5Library((line) => complaints.push(line));
  try {
    library.FS.writeFile(PLACE, bytes);
    const file = library.open(PLACE, library.H5F_ACC_RDONLY, false, -1, -1);
    if (file < 0n) throw new Error("it cannot be opened");
    return use(library, file);
  } catch (error) {
    if (error instanceof FormatError) throw error;
    // The C library's failures, and on some corrupt files the WASM machine's own traps; the instance is given up with
    // the call.
    throw new FormatError(
      `Cannot read ${fileName}: it is not a whole HDF5 file (${innermostCause(complaints) ?? firstLine(error)}); ` +
        "fetch it again",
    );
  }
}

function readDataset(library: Hdf5Library, file: bigint, name: string, fileName: string): Hdf5Array {
  const problem = (fault: string): FormatError =>
    new FormatError(`Cannot read ${fileName}: data set "${name}" ${fault}`);
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
  const obstacle = whyUnreadable(library, file, name);
  if (obstacle !== null) throw problem(obstacle);
  const sizeBytes = count * size;
  if (sizeBytes > MOST_BYTES) {
    throw problem(`has the shape ${shape.join(" x ")}, ${sizeBytes} bytes; at most ${MOST_BYTES} are read`);
  }

  return { type, shape, values: new ARRAYS[type](readRaw(library, file, name, sizeBytes).buffer) };
}

/** Why the values of a data set would be read wrongly, to stand after its name; null where they are not. */
export function whyUnreadable(library: Hdf5Library, file: bigint, name: string): string | null {
  if (library.get_dataset_metadata(file, name).virtual_sources !== undefined) {
    return "is virtual: its values lie in other files, which are not followed";
  }
  const filter = library.get_dataset_filters(file, name).find(({ id }) => !KNOWN_FILTERS.has(id));
  if (filter === undefined) return null;
  return (
    `is stored through the filter ${filter.name || filter.id}, can be gzip, shuffle, fletcher32; write it ` +
    "again with one of them"
  );
}

/** The values of a data set as they lie in memory, in this machine's byte order. */
export function readRaw(library: Hdf5Library, file: bigint, name: string, sizeBytes: number): Uint8Array<ArrayBuffer> {
  const address = library._malloc(Math.max(sizeBytes, 1));
  if (address === 0) {
    throw new FormatError(`Cannot read data set "${name}": it needs ${sizeBytes} bytes, more than there is memory for`);
  }
  const status = library.get_dataset_data(file, name, null, null, null, BigInt(address));
  if (status < 0) throw new Error(`the values of "${name}" cannot be read`);
  return library.HEAPU8.slice(address, address + sizeBytes) as Uint8Array<ArrayBuffer>;
}

/** Throws FormatError unless the array has just this type and shape. */
export function requireArray(array: Hdf5Array, name: string, type: Hdf5Type, shape: readonly number[]): void {
  const is = `${array.type} ${array.shape.join(" x ")}`;
  const should = `${type} ${shape.join(" x ")}`;
  if (is !== should) throw new FormatError(`Cannot use data set "${name}": it is ${is}, should be ${should}`);
}

function isReadable(type: string): type is Hdf5Type {
  return Object.hasOwn(ARRAYS, type);
}

/**
 * Of an HDF5 error stack (lines like `#004: H5Fsuper.c line 388 in H5F__super_read(): file signature not found`) the
 * last line.
 */
function innermostCause(complaints: readonly string[]): string | undefined {
  return complaints.map((line) => /#\d+: .*?\(\): (.*)/.exec(line)?.[1]).findLast((cause) => cause !== undefined);
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n", 1)[0] as string;
}
