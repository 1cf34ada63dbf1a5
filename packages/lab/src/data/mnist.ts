/** MNIST as its files have it, bytes on shared memory, for what does not train on it: the benchmark and tests. */
import { dataSets, drawImages, hashedOf, type ImageBytes, readImages } from "minibatch-data/sets";
import type { DataOptions } from "./data-options.ts";
import { fetchDataSet } from "./fetch-data-set.ts";
import { gunzip } from "./gunzip.ts";
import { sha256Of } from "./read-data-file.ts";

export interface Mnist extends ImageBytes {
  readonly source: "file" | "download" | "synthetic";
  /** file name -> SHA-256, hexadecimal; for synthetic data the hash of the drawn rows */
  readonly sha256: Readonly<Record<string, string>>;
}

/**
 * MNIST from the data directory or a mirror; with neither, as many digits drawn by a procedure, and a notice that says
 * so. Throws InputError for a wrong file, OutputError when the disk refuses, DownloadError when a download breaks off.
 */
export async function loadMnist(options: DataOptions): Promise<Mnist> {
  const { origin } = dataSets.mnist;
  if (origin.kind !== "files" || origin.standIn === null) throw new TypeError("Cannot load MNIST: it has no files");
  const files = await fetchDataSet(origin, options);
  if (files.kind === "found") {
    const names = origin.files.map(({ name }) => name);
    const images = readImages(files.bytes, names, { gunzip, shared: true });
    return { ...images, source: files.source, sha256: files.sha256 };
  }
  options.notice(`${origin.standIn.notice}: ${files.reason}`);
  const images = drawImages(true);
  const hashes = Object.entries(hashedOf(images)).map(([name, bytes]) => [name, sha256Of(bytes)]);
  return { ...images, source: "synthetic", sha256: Object.fromEntries(hashes) as Mnist["sha256"] };
}
