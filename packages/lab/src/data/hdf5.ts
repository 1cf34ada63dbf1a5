/** Data sets out of HDF5 files, which a thread reads. */
import { FormatError } from "minibatch";
import type { FileArray } from "minibatch-data/sets";
import type { PackedArray } from "./hdf5-arrays.ts";
import type { Hdf5Array, Hdf5Type } from "./hdf5-numbers.ts";
import { Hdf5Reader, type Hdf5ReaderOptions } from "./hdf5-reader.ts";
import { unpackTexts } from "./packed-texts.ts";

export type { Hdf5Array, Hdf5Type, Hdf5Values } from "./hdf5-numbers.ts";

/** Both ways to read, on one thread. */
export interface Hdf5Tools {
  /**
   * The data sets `names` (paths like `group/set` reach into groups) of the HDF5 file in `bytes`; `fileName` is for
   * messages. Throws FormatError, one line, when the file is not HDF5, is cut short, or a data set is missing or not
   * plain numbers.
   */
  readonly readHdf5: <Name extends string>(
    bytes: Uint8Array,
    names: readonly Name[],
    fileName: string,
  ) => Promise<Record<Name, Hdf5Array>>;
  /**
   * The data sets at these paths of the HDF5 file in `bytes`, null for all of them; `fileName` is for messages. Throws
   * FormatError, one line, when the file is not HDF5, is cut short, or a data set is missing or neither numbers nor
   * texts.
   */
  readonly readHdf5Arrays: (
    bytes: Uint8Array,
    paths: readonly string[] | null,
    fileName: string,
  ) => Promise<readonly FileArray[]>;
}

export function openHdf5Tools(options: Hdf5ReaderOptions = {}): Hdf5Tools {
  const reader = new Hdf5Reader(options);
  return {
    async readHdf5<Name extends string>(bytes: Uint8Array, names: readonly Name[], fileName: string) {
      const { arrays } = await reader.read(bytes, fileName, { kind: "numbers", names });
      return Object.fromEntries(names.map((name, i) => [name, arrays[i]])) as Record<Name, Hdf5Array>;
    },
    async readHdf5Arrays(bytes, paths, fileName) {
      const { arrays } = await reader.read(bytes, fileName, { kind: "arrays", paths });
      return (arrays as readonly PackedArray[]).map(({ name, shape, contents }): FileArray => {
        if (contents.kind !== "packed-texts") return { name, shape, contents };
        return { name, shape, contents: { kind: "texts", values: unpackTexts(contents) } };
      });
    },
  };
}

/** Those of this thread: its files wait for each other. */
const tools = openHdf5Tools();
export const readHdf5: Hdf5Tools["readHdf5"] = tools.readHdf5;
export const readHdf5Arrays: Hdf5Tools["readHdf5Arrays"] = tools.readHdf5Arrays;

/** Throws FormatError unless the array has just this type and shape. */
export function requireArray(array: Hdf5Array, name: string, type: Hdf5Type, shape: readonly number[]): void {
  const is = `${array.type} ${array.shape.join(" x ")}`;
  const should = `${type} ${shape.join(" x ")}`;
  if (is !== should) throw new FormatError(`Cannot use data set "${name}": it is ${is}, should be ${should}`);
}
