/**
 * Data sets of a user's HDF5 file, of numbers, booleans or texts, wherever they lie in it, in the thread that reads it.
 */
import type { ArrayContents } from "minibatch-data/sets";
import { Hdf5Refusal, type OpenHdf5, readRaw, whyUnreadable } from "./hdf5-file.ts";
import { type PackedTexts, packTexts } from "./packed-texts.ts";

type Contents = Exclude<ArrayContents, { kind: "texts" }>;

/** As it crosses between threads: buffers, which are given away. */
export interface PackedArray {
  /** its path, without a slash in front */
  readonly name: string;
  readonly shape: readonly number[];
  readonly contents: Contents | PackedTexts;
}

/** What one data set may hold. */
const MOST_BYTES = 2 ** 30;

/** What a file may hold at most for each of its bytes, by its filters: deflate grows by at most this factor. */
const LARGEST_GROWTH = 1032;

/** Filters that compress: HDF5's registered number of deflate. */
const DEFLATE = 1;

/** Data sets and groups of a file; more is no table. */
const MOST_NAMES = 10_000;

/** The data sets at these paths, null for all of them. Throws Hdf5Refusal where one is missing or cannot be read. */
export function readArrays(open: OpenHdf5, paths: readonly string[] | null): readonly PackedArray[] {
  const { library, file, fileName } = open;
  const known = library
    .get_names(file, "/", true)
    .slice(0, MOST_NAMES)
    .map((path) => path.replace(/^\//, ""))
    .filter((path) => library.get_type(file, path) === library.H5G_DATASET);
  const missing = paths?.find((path) => !known.includes(path.replace(/^\//, "")));
  if (missing !== undefined) {
    const has = known.slice(0, 12).join(", ") || "none";
    throw new Hdf5Refusal(`Cannot read ${fileName}: it has no data set "${missing}"; it holds ${has}`);
  }
  return (paths ?? known).map((path) => readArray(open, path.replace(/^\//, "")));
}

function readArray(open: OpenHdf5, path: string): PackedArray {
  const { library, file, fileName, fileBytes } = open;
  const problem = (fault: string): Hdf5Refusal =>
    new Hdf5Refusal(`Cannot read ${fileName}: data set "${path}" ${fault}`);
  const { shape, size, total_size: count, vlen } = library.get_dataset_metadata(file, path);
  if (shape === null) throw problem("is empty, should have a shape");
  const obstacle = whyUnreadable(open, path);
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
  return { name: path, shape, contents: readContents(open, path, sizeBytes, problem) };
}

/** H5T_class_t of H5Tpublic.h. */
const [INTEGER, FLOAT, STRING, ENUM] = [0, 1, 3, 8];

function readContents(
  open: OpenHdf5,
  path: string,
  sizeBytes: number,
  problem: (fault: string) => Hdf5Refusal,
): PackedArray["contents"] {
  const { type, size, signed, vlen, enum_type: names } = open.library.get_dataset_metadata(open.file, path);
  if (type === STRING) return readTexts(open, path, sizeBytes, size, vlen);
  const isBoolean = type === ENUM && size === 1 && names?.members.FALSE === 0 && names.members.TRUE === 1;
  if (isBoolean) return { kind: "booleans", values: readRaw(open, path, sizeBytes) };
  if (type !== INTEGER && type !== FLOAT) {
    const fix = type === 6 ? "; of a pandas table, write a data set for each column (h5py), or Parquet" : "";
    throw problem(`holds values of HDF5 class ${type}, should be numbers, booleans or texts${fix}`);
  }
  const bits = `${type === FLOAT ? "float" : signed ? "int" : "uint"}${size * 8}`;
  const make = NUMBERS[bits];
  if (make === undefined) throw problem(`has the type ${bits}, can be ${Object.keys(NUMBERS).join(", ")}`);
  return make(readRaw(open, path, sizeBytes).buffer);
}

const numbers = (values: Extract<ArrayContents, { kind: "numbers" }>["values"]): Contents => ({
  kind: "numbers",
  values,
});

const NUMBERS: Readonly<Record<string, (buffer: ArrayBuffer) => Contents>> = {
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
function readTexts(open: OpenHdf5, path: string, sizeBytes: number, size: number, isVariable: boolean): PackedTexts {
  const raw = readRaw(open, path, sizeBytes);
  if (!isVariable) {
    return packTexts(raw.length / size, (i) => {
      const text = raw.subarray(i * size, (i + 1) * size);
      const zero = text.indexOf(0);
      return zero === -1 ? text : text.subarray(0, zero);
    });
  }
  const heap = open.library.HEAPU8;
  const pointers = new Uint32Array(raw.buffer);
  return packTexts(pointers.length, (i) => {
    const pointer = pointers[i] as number;
    const end = pointer === 0 ? 0 : heap.indexOf(0, pointer);
    return heap.subarray(pointer, Math.max(end, pointer));
  });
}
