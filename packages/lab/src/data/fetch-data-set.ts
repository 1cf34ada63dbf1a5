/** The files of a data set: from the data directory, else from a mirror, else the reason why there are none. */
import { join } from "node:path";
import type { Origin } from "minibatch-data/sets";

import { findDataDirectory, checkNotFile } from "./data-directory.ts";
import type { DataOptions } from "./data-options.ts";
import { DownloadError, downloadFile } from "./download.ts";
import { readDataFile } from "./read-data-file.ts";

/** What is known of a set's files. */
export type KnownFiles = Pick<Extract<Origin<unknown>, { readonly kind: "files" }>, "folder" | "files" | "mirrors">;

export type DataSetFiles =
  /** in the order in which they are known */
  | {
      readonly kind: "found";
      readonly source: "file" | "download";
      readonly bytes: readonly Uint8Array[];
      readonly sha256: Readonly<Record<string, string>>;
    }
  | { readonly kind: "missing"; readonly reason: string };

/**
 * Missing means: neither file nor network, or offline, or nobody publishes it; a stand-in may be used. Throws
 * InputError for a wrong file, OutputError when the disk refuses, DownloadError when a mirror was reached but the file
 * did not come whole.
 */
export async function fetchDataSet(set: KnownFiles, options: DataOptions): Promise<DataSetFiles> {
  const directory = findDataDirectory(options.data);
  checkNotFile(directory);
  const folder = join(directory.path, set.folder);
  const mirrors = options.mirrors ?? set.mirrors;
  let source: "file" | "download" = "file";
  const bytes: Uint8Array[] = [];
  for (const file of set.files) {
    const path = join(folder, file.name);
    let content = readDataFile(path, file);
    if (content === null) {
      const missing = `${path} is missing`;
      if (mirrors.length === 0) return { kind: "missing", reason: `${missing} and nobody publishes it` };
      if (options.offline) return { kind: "missing", reason: `${missing} and --offline forbids to fetch it` };
      try {
        const { times, onProgress, signal } = options;
        const isDownloaded = await downloadFile(file, folder, { mirrors, onProgress, signal, ...(times && { times }) });
        if (isDownloaded) source = "download";
      } catch (error) {
        if (error instanceof DownloadError && !error.isReached) {
          return { kind: "missing", reason: `${missing} and no mirror can be reached` };
        }
        throw error;
      }
      content = readDataFile(path, file);
      if (content === null) throw new Error(`${path} vanished after its download`);
    }
    bytes.push(content);
  }
  return {
    kind: "found",
    source,
    bytes,
    sha256: Object.fromEntries(set.files.map((file) => [file.name, file.sha256])),
  };
}
