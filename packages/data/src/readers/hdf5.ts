/** Data sets of an HDF5 file; a library that is handed in reads them. */
import { FormatError } from "minibatch";
import type { Frame } from "../frame/frame.ts";
import { frameOfArrays } from "../frame/frame-of-arrays.ts";
import type { ReadTools } from "../sets/data-set.ts";
import { namedArray } from "./array-values.ts";
import { noHdf5 } from "./default-tools.ts";
import { APART, listOf, maybeNames } from "./fields.ts";
import type { ArrayChoice } from "./npz.ts";
import type { NamedBytes, Reader } from "./reader.ts";

export const hdf5: Reader<ArrayChoice> = {
  name: "hdf5",
  says: "data sets of an HDF5 file, a column each, named by their paths",
  endings: [".hdf5", ".h5", ".hdf"],
  isFolder: false,
  recognizes: (bytes) => SIGNATURE.every((byte, i) => bytes[i] === byte),
  fields: {
    inputs: maybeNames("The paths of the data sets that hold inputs.", "null: every one but the targets"),
    targets: maybeNames("The paths of the data sets that hold targets.", "null: none is set apart"),
    apart: APART,
  },
  targetOptions: ["targets"],
  read: readHdf5,
};

const SIGNATURE = [0x89, 0x48, 0x44, 0x46, 13, 10, 26, 10] as const;

async function readHdf5(
  files: readonly NamedBytes[],
  { inputs, targets, apart }: ArrayChoice,
  { readHdf5Arrays, shared }: ReadTools,
  name: string,
): Promise<Frame> {
  if (readHdf5Arrays === undefined) throw new FormatError(noHdf5(name));
  const [ins, outs] = [listOf(inputs), listOf(targets)];
  const paths = ins.length === 0 ? null : [...new Set([...ins, ...outs])];
  const found = await readHdf5Arrays((files[0] as NamedBytes).bytes, paths, name);
  const arrays = found.map((array) => namedArray(array.name, array.shape, array.contents, name));
  return frameOfArrays(name, arrays, { apart, shared });
}
