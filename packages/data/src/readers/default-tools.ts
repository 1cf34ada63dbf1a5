import { FormatError } from "minibatch";
import { gunzipAnywhere } from "../formats/gunzip-anywhere.ts";
import type { ReadTools } from "../sets/data-set.ts";

/**
 * What any engine has: decompression in JavaScript, memory of one thread. HDF5 takes a C library, which is handed in.
 */
export const defaultTools: ReadTools = {
  gunzip: gunzipAnywhere,
  readHdf5: async (_, __, fileName) => {
    throw new FormatError(noHdf5(fileName));
  },
  shared: false,
};

/** Why HDF5 is not read where nothing was handed in that reads it. */
export function noHdf5(fileName: string): string {
  return (
    `Cannot read ${fileName}: HDF5 takes a library that was not handed in (readHdf5Arrays); convert it to NPZ ` +
    "or Parquet, or use minibatch-lab"
  );
}
