/** The rows of a description: drawn, or read from files where whoever serves the page has them. */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { FormatError } from "minibatch";
import { type AnyDataSet, type DataFile, type DataSpec, dataSets, type Splits } from "minibatch-data/sets";

/** A file of a set's folder; null where it is not at hand. */
export type FetchFile = (folder: string, file: DataFile) => Promise<Uint8Array | null>;

export interface LoadedSplits {
  readonly splits: Splits;
  /** what stands in for what, where something does */
  readonly notice: string | null;
}

/** Throws FormatError where a file is not the one that it should be, or the set cannot be had. */
export async function loadSplits(data: DataSpec, fetchFile: FetchFile): Promise<LoadedSplits> {
  const set = dataSets[data.set];
  const { origin } = set;
  if (origin.kind === "drawn") return { splits: set.open(data, null), notice: null };
  if (origin.kind === "synthetic") {
    return { splits: drawSplits(set, data, origin.draw), notice: `SYNTHETIC: ${set.words.long}` };
  }
  const files = await fetchAll(set, fetchFile);
  if (files !== null) {
    // few sessions read files: the readers come when one does
    const { defaultTools } = await import("minibatch-data");
    return { splits: set.open(data, await origin.read(files, defaultTools)), notice: null };
  }
  if (origin.standIn !== null) {
    return { splits: drawSplits(set, data, origin.standIn.draw), notice: origin.standIn.notice };
  }
  throw new FormatError(
    `Cannot load ${set.name}: its files are not here, and nothing stands in for them; run minibatch data fetch ` +
      `${set.name}, then minibatch serve`,
  );
}

type Draw = (shared: boolean) => { readonly contents: unknown };

function drawSplits(set: AnyDataSet, data: DataSpec, draw: Draw): Splits {
  return set.openDrawn?.(data) ?? set.open(data, draw(false).contents);
}

/** What needs a library of HDF5 a page does not read. */
const isRead = ({ name }: DataFile): boolean => !/\.(?:h5|hdf5)$/.test(name);

async function fetchAll({ origin }: AnyDataSet, fetchFile: FetchFile): Promise<Uint8Array[] | null> {
  if (origin.kind !== "files" || !origin.files.every(isRead)) return null;
  const files: Uint8Array[] = [];
  for (const file of origin.files) {
    const bytes = await fetchFile(origin.folder, file);
    if (bytes === null) return null;
    checkFile(file, bytes);
    files.push(bytes);
  }
  return files;
}

function checkFile({ name, sha256: expected }: DataFile, bytes: Uint8Array): void {
  const is = bytesToHex(sha256(bytes));
  if (is === expected) return;
  throw new FormatError(`Cannot use ${name}: its SHA-256 is ${is}, should be ${expected}; fetch it again`);
}
