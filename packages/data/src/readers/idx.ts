/** Images and labels of IDX files, as MNIST and its kin are published. */
import { readIdx } from "../formats/idx.ts";
import type { Frame } from "../frame/frame.ts";
import { frameOfArrays, type NamedArray } from "../frame/frame-of-arrays.ts";
import type { ReadTools } from "../sets/data-set.ts";
import { maybeText } from "./fields.ts";
import type { Companion, NamedBytes, Reader } from "./reader.ts";

export interface IdxOptions {
  /** the file of the labels, in the same folder */
  readonly labels: string | null;
}

export const idx: Reader<IdxOptions> = {
  name: "idx",
  says: "IDX files: images in one, their labels in another",
  endings: ["-ubyte", ".idx"],
  isFolder: false,
  recognizes: isIdx,
  fields: {
    labels: maybeText(
      "The file of the labels, in the same folder.",
      "^[^/\\\\]+$",
      "a file's name",
      "null: train-labels-idx1-ubyte beside train-images-idx3-ubyte, where it is there",
    ),
  },
  targetOptions: ["labels"],
  companions: ({ labels }, name): readonly Companion[] => {
    if (labels !== null) return [{ name: labels, isRequired: true }];
    const found = labelsOf(name);
    return found === null ? [] : [{ name: found, isRequired: false }];
  },
  read: readImages,
};

const TYPES: ReadonlySet<number> = new Set([8, 9, 11, 12, 13, 14]);

/** Two zeros, a type, and a few dimensions that fit the file. */
function isIdx(bytes: Uint8Array): boolean {
  const [zero, also, type = 0, rank = 0] = bytes;
  if (zero !== 0 || also !== 0 || !TYPES.has(type) || rank < 1 || rank > 8 || bytes.length < 4 + 4 * rank) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let count = 1;
  for (let i = 0; i < rank; i++) count *= view.getUint32(4 + 4 * i);
  return count > 0 && count <= bytes.length;
}

/** MNIST's naming: "train-images-idx3-ubyte.gz" -> "train-labels-idx1-ubyte.gz"; null where it is another. */
function labelsOf(name: string): string | null {
  const file = name.replace(/^.*[/\\]/, "");
  return /images/.test(file) ? file.replace("images", "labels").replace(/idx\d/, "idx1") : null;
}

function readImages(files: readonly NamedBytes[], _: IdxOptions, { shared, gunzip }: ReadTools, name: string): Frame {
  const arrays = files.map((file): NamedArray => {
    const { dimensions, values } = readIdx(file.bytes, file.name, gunzip);
    return { name: dimensions.length === 1 ? "label" : "image", shape: dimensions, values };
  });
  const [first, second] = arrays;
  if (first !== undefined && second?.name === first.name) {
    // two of a kind, as labels of several numbers are
    return frameOfArrays(name, [first, { ...second, name: "labels" }], { apart: false, shared });
  }
  return frameOfArrays(name, arrays, { apart: false, shared });
}
