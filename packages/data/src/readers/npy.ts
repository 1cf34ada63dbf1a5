/** An array of NumPy in a file of its own. */
import { isNpy, readNpy } from "../formats/npy.ts";
import type { Frame } from "../frame/frame.ts";
import { frameOfArrays, type NamedArray } from "../frame/frame-of-arrays.ts";
import type { ReadTools } from "../sets/data-set.ts";
import { namedArray } from "./array-values.ts";
import { APART, maybeText } from "./fields.ts";
import type { Companion, NamedBytes, Reader } from "./reader.ts";

/** What a user may say of a NPY file. */
export interface NpyOptions {
  /** the file of the targets, in the same folder */
  readonly targets: string | null;
  readonly apart: boolean;
}

export const npy: Reader<NpyOptions> = {
  name: "npy",
  says: "an array of NumPy: a row for each of its first dimension; records are a column a field",
  endings: [".npy"],
  isFolder: false,
  recognizes: isNpy,
  fields: {
    targets: maybeText(
      "A second NPY file in the same folder that holds the targets.",
      "^[^/\\\\]+$",
      "a file's name",
      "null: none",
    ),
    apart: APART,
  },
  targetOptions: ["targets"],
  nameOf: stemOf,
  companions: ({ targets }): readonly Companion[] => (targets === null ? [] : [{ name: targets, isRequired: true }]),
  read: readArrays,
};

/** "data/points.npy" -> "points" */
function stemOf(name: string): string {
  return name.replace(/^.*\//, "").replace(/(?:\.npy)?(?:\.gz)?$/i, "");
}

function readArrays(files: readonly NamedBytes[], { apart }: NpyOptions, { shared }: ReadTools, name: string): Frame {
  const arrays = files.flatMap((file): NamedArray[] => {
    const stem = stemOf(file.name);
    return readNpy(file.bytes, file.name).map((array) =>
      namedArray(array.name === "" ? stem : array.name, array.shape, array.contents, file.name),
    );
  });
  return frameOfArrays(name, arrays, { apart, shared });
}
