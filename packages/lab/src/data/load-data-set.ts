/** The rows of a set that are loaded once: from files, a mirror, or drawn; with where they came from. */
import { type AnyDataSet, type Splits, wholeData } from "minibatch-data/sets";
import { InputError } from "../errors.ts";
import type { DataOptions, SetRecord } from "./data-options.ts";
import { fetchDataSet } from "./fetch-data-set.ts";
import { hashRows, sha256Of } from "./read-data-file.ts";
import { readTools } from "./read-tools.ts";

/** What trainings share of a set, on shared memory; null where `open` draws it from a description. */
export interface LoadedSet {
  readonly contents: unknown;
  readonly record: SetRecord;
}

/**
 * A notice says so where a stand-in is used. Throws InputError for a wrong file or a missing one without a stand-in,
 * OutputError when the disk refuses, DownloadError when a download breaks off, FormatError for a file that is not what
 * its set needs.
 */
export async function loadDataSet(set: AnyDataSet, options: DataOptions): Promise<LoadedSet> {
  const { origin } = set;
  if (origin.kind === "drawn") return { contents: null, record: recordOfDrawn(set) };
  if (origin.kind === "synthetic") return fromDrawn(origin.draw(true));
  const files = await fetchDataSet(origin, options);
  if (files.kind === "found") {
    const contents = await origin.read(files.bytes, readTools);
    return { contents, record: { source: files.source, sha256: files.sha256 } };
  }
  if (origin.standIn === null) {
    throw new InputError(
      `Cannot load ${set.name}: ${files.reason}, and nothing stands in for it; put its files there, or give ` +
        "--data their directory",
    );
  }
  options.notice(`${origin.standIn.notice}: ${files.reason}`);
  return fromDrawn(origin.standIn.draw(true));
}

function fromDrawn({ contents, hashed }: { readonly contents: unknown; readonly hashed: Hashed }): LoadedSet {
  const sha256 = Object.fromEntries(Object.entries(hashed).map(([name, bytes]) => [name, sha256Of(bytes)]));
  return { contents, record: { source: "synthetic", sha256 } };
}

type Hashed = Readonly<Record<string, Uint8Array>>;

/** Rows that each description draws are known by those of the defaults: where these are the same, so are all others. */
function recordOfDrawn(set: AnyDataSet): SetRecord {
  const splits: Splits = set.open(wholeData(set), null);
  return { source: "drawn", sha256: { [`${set.name}-of-seed-1`]: hashRows(Object.values(splits)) } };
}
