/** What every loader of a data set is told. */
import type { DownloadProgress, DownloadTimes } from "./download.ts";

export interface DataOptions {
  /** what `--data` gave */
  readonly data?: string | undefined;
  /** make no request at all */
  readonly offline?: boolean | undefined;
  /** takes lines the user must see, e.g. that the data are synthetic */
  readonly notice: (line: string) => void;
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** other mirrors than the set's, e.g. one's own */
  readonly mirrors?: readonly string[] | undefined;
  readonly times?: DownloadTimes | undefined;
}

/** Where a set came from. */
export interface SetRecord {
  /** `synthetic`: drawn by a procedure in place of real rows; `drawn`: such as spirals, of which there are no others */
  readonly source: "file" | "download" | "synthetic" | "drawn";
  /** file name -> SHA-256, hexadecimal; of drawn rows under their name */
  readonly sha256: Readonly<Record<string, string>>;
}
