/** The rows of a description: drawn, or read from files where whoever serves the page has them. */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { FormatError } from "minibatch";
import { type AnyDataSet, type DataFile, type DataSpec, dataSets, isGzip, type Splits } from "minibatch-data/sets";

/** A file of a set's folder; null where it is not at hand. */
export type FetchFile = (folder: string, file: DataFile) => Promise<Uint8Array | null>;

export interface LoadedSplits {
  readonly splits: Splits;
  /** what stands in for what, where something does */
  readonly notice: string | null;
}

/** Loads sets, and keeps what was read of the last one: its rows are cut anew for another description. */
export class Loader {
  readonly #fetchFile: FetchFile;
  #kept: { readonly set: AnyDataSet; readonly contents: unknown } | null = null;

  constructor(fetchFile: FetchFile) {
    this.#fetchFile = fetchFile;
  }

  /** Throws FormatError where a file is not the one that it should be, or the set cannot be had. */
  async load(data: DataSpec): Promise<LoadedSplits> {
    const set = dataSets[data.set];
    const contents = await this.#contentsOf(set);
    return contents === null ? drawn(set, data) : { splits: set.open(data, contents), notice: null };
  }

  /** Of a set that is read from files, where they are at hand. */
  async #contentsOf(set: AnyDataSet): Promise<unknown> {
    if (this.#kept?.set === set) return this.#kept.contents;
    this.#kept = null;
    const { origin } = set;
    const files = await fetchAll(set, this.#fetchFile);
    if (origin.kind !== "files" || files === null) return null;
    // few sessions read files: the readers come when one does
    const { defaultTools } = await import("minibatch-data");
    const contents = await origin.read(files, defaultTools);
    this.#kept = { set, contents };
    return contents;
  }
}

function drawn(set: AnyDataSet, data: DataSpec): LoadedSplits {
  const { origin } = set;
  if (origin.kind === "drawn") return { splits: set.open(data, null), notice: null };
  if (origin.kind === "synthetic") {
    return { splits: drawSplits(set, data, origin.draw), notice: `SYNTHETIC: ${set.words.long}` };
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
    files.push(isGzip(bytes) ? await inflate(bytes) : bytes);
  }
  return files;
}

/** The engine's own way, for bytes that are known: it takes a third of the time. */
async function inflate(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function checkFile({ name, sha256: expected }: DataFile, bytes: Uint8Array): void {
  const is = bytesToHex(sha256(bytes));
  if (is === expected) return;
  throw new FormatError(`Cannot use ${name}: its SHA-256 is ${is}, should be ${expected}; fetch it again`);
}
