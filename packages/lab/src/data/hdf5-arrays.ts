/** Data sets of a user's HDF5 file, of numbers, booleans or texts, wherever they lie in it. */
import { FormatError } from "minibatch";
import type { ArrayContents, FileArray } from "minibatch-data/sets";
import { readRaw, whyUnreadable, withHdf5File } from "./hdf5.ts";
import type { Hdf5Library } from "./hdf5-library.ts";

/** What one data set may hold. */
const MOST_BYTES = 2 ** 30;

/** What a file may hold at most for each of its bytes, by its filters: deflate grows by at most this factor. */
const LARGEST_GROWTH = 1032;

/** Filters that compress: HDF5's registered number of deflate. */
const DEFLATE = 1;

/** Data sets and groups of a file; more is no table. */
const MOST_NAMES = 10_000;

/**
 * The data sets at these paths of the HDF5 file in `bytes`, null for all of them; `fileName` is for messages. Throws
 * FormatError, one line, when the file is not HDF5, is cut short, or a data set is missing or neither numbers nor
 * texts.
 */
export async function readHdf5Arrays(
  bytes: Uint8Array,
  paths: readonly string[] | null,
  fileName: string,
): Promise<readonly FileArray[]> {
  return withHdf5File(bytes, fileName, (library, file) => {
    const known = library
      .get_names(file, "/", true)
      .slice(0, MOST_NAMES)
      .map((path) => path.replace(/^\//, ""))
      .filter((path) => library.get_type(file, path) === library.H5G_DATASET);
    const missing = paths?.find((path) => !known.includes(path.replace(/^\//, "")));
    if (missing !== undefined) {
      const has = known.slice(0, 12).join(", ") || "none";
      throw new FormatError(`Cannot read ${fileName}: it has no data set "${missing}"; it holds ${has}`);
    }
    return (paths ?? known).map((path) => readArray(library, file, path.replace(/^\//, ""), bytes.length, fileName));
  });
}

function readArray(library: Hdf5Library, file: bigint, path: string, fileBytes: number, fileName: string): FileArray {
  const problem = (fault: string): FormatError =>
    new FormatError(`Cannot read ${fileName}: data set "${path}" ${fault}`);
  const { shape, size, total_size: count, vlen } = library.get_dataset_metadata(file, path);
  if (shape === null) throw problem("is empty, should have a shape");
  const obstacle = whyUnreadable(library, file, path);
  if (obstacle !== null) throw problem(obstacle);
  const isCompressed = library.get_dataset_filters(file, path).some(({ id }) => id === DEFLATE);
  const sizeBytes = count * size;
  if (sizeBytes > MOST_BYTES) {
    throw problem(`has the shape ${shape.join(" x ")}, ${sizeBytes} bytes; at most ${MOST_BYTES} are read`);
  }
  // pointers to texts of any length stand for them in memory
  const most = isCompressed ? fileBytes * LARGEST_GROWTH : fileBytes;
  if (!vlen && sizeBytes > most) {
    throw problem(
      `has the shape ${shape.join(" x ")}, more than a file of ${fileBytes} bytes holds; its values were never written`,
    );
  }
  const contents = readContents(library, file, path, sizeBytes, problem);
  return { name: path, shape, contents };
}

/** H5T_class_t of H5Tpublic.h. */
const [INTEGER, FLOAT, STRING, ENUM] = [0, 1, 3, 8];

function readContents(
  library: Hdf5Library,
  file: bigint,
  path: string,
  sizeBytes: number,
  problem: (fault: string) => FormatError,
): ArrayContents {
  const { type, size, signed, vlen, enum_type: names } = library.get_dataset_metadata(file, path);
  if (type === STRING) return { kind: "texts", values: readTexts(library, file, path, sizeBytes, size, vlen) };
  const isBoolean = type === ENUM && size === 1 && names?.members.FALSE === 0 && names.members.TRUE === 1;
  if (isBoolean) return { kind: "booleans", values: readRaw(library, file, path, sizeBytes) };
  if (type !== INTEGER && type !== FLOAT) {
    const fix = type === 6 ? "; of a pandas table, write a data set for each column (h5py), or Parquet" : "";
    throw problem(`holds values of HDF5 class ${type}, should be numbers, booleans or texts${fix}`);
  }
  const bits = `${type === FLOAT ? "float" : signed ? "int" : "uint"}${size * 8}`;
  const make = NUMBERS[bits];
  if (make === undefined) throw problem(`has the type ${bits}, can be ${Object.keys(NUMBERS).join(", ")}`);
  return make(readRaw(library, file, path, sizeBytes).buffer);
}

const numbers = (values: Extract<ArrayContents, { kind: "numbers" }>["values"]): ArrayContents => ({
  kind: "numbers",
  values,
});

const NUMBERS: Readonly<Record<string, (buffer: ArrayBuffer) => ArrayContents>> = {
  int8: (buffer) => numbers(new Int8Array(buffer)),
  uint8: (buffer) => numbers(new Uint8Array(buffer)),
  int16: (buffer) => numbers(new Int16Array(buffer)),
  uint16: (buffer) => numbers(new Uint16Array(buffer)),
  int32: (buffer) => numbers(new Int32Array(buffer)),
  uint32: (buffer) => numbers(Float64Array.from(new Uint32Array(buffer))),
  int64: (buffer) => ({ kind: "whole", values: new BigInt64Array(buffer) }),
  uint64: (buffer) => ({ kind: "whole", values: new BigUint64Array(buffer) }),
  float32: (buffer) => numbers(new Float32Array(buffer)),
  float64: (buffer) => numbers(new Float64Array(buffer)),
};

/** Filled up with zeros or blanks, or of any length, to which pointers lead. */
function readTexts(
  library: Hdf5Library,
  file: bigint,
  path: string,
  sizeBytes: number,
  size: number,
  isVariable: boolean,
): string[] {
  const raw = readRaw(library, file, path, sizeBytes);
  const decoder = new TextDecoder("utf-8");
  if (!isVariable) {
    return Array.from({ length: raw.length / size }, (_, i) => {
      const text = raw.subarray(i * size, (i + 1) * size);
      const zero = text.indexOf(0);
      return decoder.decode(zero === -1 ? text : text.subarray(0, zero));
    });
  }
  const heap = library.HEAPU8;
  return Array.from(new Uint32Array(raw.buffer), (pointer) => {
    if (pointer === 0) return "";
    const end = heap.indexOf(0, pointer);
    return decoder.decode(heap.slice(pointer, end === -1 ? pointer : end));
  });
}
