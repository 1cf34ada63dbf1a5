/** Arrays of NumPy in one archive. */
import { DataError, FormatError } from "minibatch";
import { readNpy } from "../formats/npy.ts";
import { isZip, listZip, readZipEntry, type ZipEntry } from "../formats/zip.ts";
import type { Frame } from "../frame/frame.ts";
import { frameOfArrays, type NamedArray } from "../frame/frame-of-arrays.ts";
import type { ReadTools } from "../sets/data-set.ts";
import { showText } from "../text/show-text.ts";
import { namedArray } from "./array-values.ts";
import { APART, listOf, maybeNames } from "./fields.ts";
import type { NamedBytes, Reader } from "./reader.ts";

/** Which arrays of a file are read. */
export interface ArrayChoice {
  readonly inputs: string | readonly string[] | null;
  readonly targets: string | readonly string[] | null;
  readonly apart: boolean;
}

export const npz: Reader<ArrayChoice> = {
  name: "npz",
  says: "arrays of NumPy in one archive, a column each",
  endings: [".npz"],
  isFolder: false,
  recognizes: (bytes) => isZip(bytes) && firstName(bytes).endsWith(".npy"),
  fields: {
    inputs: maybeNames("The arrays that hold inputs.", "null: every one but the targets"),
    targets: maybeNames("The arrays that hold targets.", "null: none is set apart"),
    apart: APART,
  },
  targetOptions: ["targets"],
  read: readNpz,
};

/** Of the first file in the archive. */
function firstName(bytes: Uint8Array): string {
  const length = (bytes[26] ?? 0) | ((bytes[27] ?? 0) << 8);
  return String.fromCharCode(...bytes.subarray(30, 30 + Math.min(length, 1024)));
}

function readNpz(files: readonly NamedBytes[], choice: ArrayChoice, { shared }: ReadTools, name: string): Frame {
  const { bytes } = files[0] as NamedBytes;
  const entries = new Map<string, ZipEntry>();
  for (const entry of listZip(bytes, name)) {
    if (!entry.name.endsWith(".npy")) {
      throw new FormatError(`Cannot read ${name}: it holds ${showText(entry.name)}, should hold arrays (.npy) alone`);
    }
    entries.set(entry.name.slice(0, -".npy".length), entry);
  }
  const chosen = chooseArrays([...entries.keys()], choice, name);
  const arrays = chosen.flatMap((array): NamedArray[] => {
    const place = `${name}: ${showText(array)}`;
    const contents = readZipEntry(bytes, entries.get(array) as ZipEntry, place);
    return readNpy(contents, place).map((field) =>
      namedArray(field.name === "" ? array : field.name, field.shape, field.contents, name),
    );
  });
  return frameOfArrays(name, arrays, { apart: choice.apart, shared });
}

/**
 * The names that are to be read, in the file's order where all are. Throws DataError for one that is not there.
 */
export function chooseArrays(
  known: readonly string[],
  { inputs, targets }: ArrayChoice,
  name: string,
): readonly string[] {
  const [ins, outs] = [listOf(inputs), listOf(targets)];
  const missing = [...ins, ...outs].find((array) => !known.includes(array));
  if (missing !== undefined) {
    const has =
      known.length === 0
        ? "nothing"
        : known
            .slice(0, 12)
            .map((array) => showText(array))
            .join(", ");
    throw new DataError(`Cannot read ${name}: it has no array ${showText(missing)}; it holds ${has}`);
  }
  return ins.length === 0 ? known : [...new Set([...ins, ...outs])];
}
