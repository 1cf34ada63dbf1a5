/**
 * An HDF5 file as the C library has it open, in the thread that reads it. The library sees a file system in memory that
 * holds nothing but this file: links and raw data that lie in other files are never followed.
 */
import type { Hdf5Library, Hdf5Maker } from "./hdf5-library.ts";

/** HDF5's registered filter numbers that the WASM build carries: deflate, shuffle, Fletcher-32 checksum. */
const KNOWN_FILTERS: ReadonlySet<number> = new Set([1, 2, 3]);

const PLACE = "/file.hdf5";

/** What the library may take for itself, its 19 MB and the largest chunks that are usual among it. */
const FREE_BYTES = 2 ** 28;

/**
 * What it may take for each byte of the file: of a chunk it keeps some two thousand, and chunks of a few values are few
 * bytes in the file.
 */
const BYTES_PER_FILE_BYTE = 128;
/** For each byte of the values that are asked for: these, and the chunk they come from, packed and unpacked. */
const BYTES_PER_VALUE_BYTE = 4;

/** A file that is refused, in one line. The thread knows nothing of `minibatch`, which takes long to load. */
export class Hdf5Refusal extends Error {
  override readonly name = "Hdf5Refusal";
}

/** What Emscripten's file system takes besides: the bytes become the file, without a copy. */
interface OwningFiles {
  writeFile(path: string, bytes: Uint8Array, options: { readonly canOwn: boolean }): void;
}

export interface OpenHdf5 {
  readonly library: Hdf5Library;
  readonly file: bigint;
  readonly fileName: string;
  readonly fileBytes: number;
  /** before values of this size are read: time and memory are given for them */
  expect(sizeBytes: number): void;
}

/**
 * What `use` makes of an open file, whose bytes are given away; `tellValues` is told how many bytes of values are going
 * to be read. Throws Hdf5Refusal where the file is not HDF5 or cut short.
 */
export async function withHdf5File<Result>(
  maker: Hdf5Maker,
  bytes: Uint8Array,
  fileName: string,
  tellValues: (sizeBytes: number) => void,
  use: (open: OpenHdf5) => Result,
): Promise<Result> {
  let cause: string | undefined;
  let mostBytes = FREE_BYTES + BYTES_PER_FILE_BYTE * bytes.length;
  const library = await maker.make(
    (line) => {
      cause = causeIn(line) ?? cause;
    },
    () => mostBytes,
  );
  try {
    const files = library.FS as unknown as OwningFiles;
    files.writeFile(PLACE, bytes, { canOwn: true });
    const file = library.open(PLACE, library.H5F_ACC_RDONLY, false, -1, -1);
    if (file < 0n) throw new Error("it cannot be opened");
    const expect = (sizeBytes: number): void => {
      mostBytes += BYTES_PER_VALUE_BYTE * sizeBytes;
      tellValues(sizeBytes);
    };
    return use({ library, file, fileName, fileBytes: bytes.length, expect });
  } catch (error) {
    if (error instanceof Hdf5Refusal) throw error;
    // The C library's failures, and on some corrupt files the WASM machine's own traps; the instance is given up with
    // the call.
    throw new Hdf5Refusal(
      `Cannot read ${fileName}: it is not a whole HDF5 file (${cause ?? firstLine(error)}); fetch it again`,
    );
  }
}

/** Why the values of a data set would be read wrongly, to stand after its name; null where they are not. */
export function whyUnreadable({ library, file }: OpenHdf5, name: string): string | null {
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
export function readRaw(open: OpenHdf5, name: string, sizeBytes: number): Uint8Array<ArrayBuffer> {
  const { library, file } = open;
  open.expect(sizeBytes);
  const address = library._malloc(Math.max(sizeBytes, 1));
  if (address === 0) {
    throw new Hdf5Refusal(`Cannot read data set "${name}": it needs ${sizeBytes} bytes, more than there is memory for`);
  }
  const status = library.get_dataset_data(file, name, null, null, null, BigInt(address));
  if (status < 0) throw new Error(`the values of "${name}" cannot be read`);
  return library.HEAPU8.slice(address, address + sizeBytes) as Uint8Array<ArrayBuffer>;
}

/** Of a line of an HDF5 error stack, `#004: H5Fsuper.c line 388 in H5F__super_read(): file signature not found`. */
function causeIn(complaint: string): string | undefined {
  return /#\d+: .*?\(\): (.*)/.exec(complaint)?.[1];
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n", 1)[0] as string;
}
